package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.spi.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes the answer of RFC 6750 in place of the application's. */
final class Refusal {
  private Refusal() {}

  /** Never throws: the application does not run either way. Jetty reads the rest of the request. */
  static void write(Rejection rejection, Response response, Callback callback) {
    try {
      answer(rejection, response, callback);
    } catch (RuntimeException unwritten) {
      callback.failed(unwritten);
    }
  }

  private static void answer(Rejection rejection, Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(rejection.status());
    rejection.headers().forEach(headers::put);
    byte[] body = rejection.body().getBytes(StandardCharsets.US_ASCII);
    if (body.length > 0) {
      headers.put("Content-Type", "application/json");
    }
    headers.put("Content-Length", Integer.toString(body.length));
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
