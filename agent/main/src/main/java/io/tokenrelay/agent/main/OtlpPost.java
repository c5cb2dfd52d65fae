package io.tokenrelay.agent.main;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.status.OtlpSettings;
import io.tokenrelay.agent.status.OtlpTransport;
import io.tokenrelay.agent.verify.http.HttpFetch;
import io.tokenrelay.agent.verify.http.HttpProperties;
import io.tokenrelay.agent.verify.http.HttpSettings;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Posts metrics as keys are fetched: nobody's, past everything that the application has set for its
 * whole JVM, and bounded. The JDK's oldest client, since the newer one needs Java 11.
 */
final class OtlpPost implements OtlpTransport {
  private static final int LONGEST_ANSWER = 65_536;

  private final HttpFetch http;
  private final String endpoint;

  OtlpPost(OtlpSettings settings, Duration timeout) {
    String trusted = settings.certificate();
    Values values = Values.defaults();
    this.http =
        new HttpFetch(
            HttpSettings.of(
                    trusted == null
                        ? values
                        : values.with(HttpProperties.TRUST_STORE_FILE, trusted))
                .withTimeout(timeout)
                .withMaxBytes(LONGEST_ANSWER, AgentProperties.METRICS_EXPORTER));
    this.endpoint = settings.endpoint();
  }

  @Override
  public void post(byte[] body, Map<String, String> headers) throws IOException {
    try {
      http.post(endpoint, body, headers);
    } catch (NotFetchedException unsent) {
      throw new IOException(unsent.getMessage(), unsent);
    }
  }
}
