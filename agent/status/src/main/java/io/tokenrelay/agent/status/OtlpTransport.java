package io.tokenrelay.agent.status;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Posts what {@link OtlpExport} sends. The wiring has it, which knows HTTP. */
public interface OtlpTransport {
  /** Makes the transport to one endpoint. */
  interface Maker {
    /**
     * @param settings where to
     * @param timeout for connecting, and for each read
     */
    OtlpTransport to(OtlpSettings settings, Duration timeout);
  }

  /**
   * Sends one request, as nobody's.
   *
   * @throws IOException where it is not answered with 2xx; the message may be logged
   */
  void post(byte[] body, Map<String, String> headers) throws IOException;
}
