package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.spi.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Response;

/** Writes the answer of RFC 6750 in place of the application's. */
final class Refusal {
  private Refusal() {}

  /** Never throws: the application does not run either way. */
  static void write(Rejection rejection, HttpChannel channel) {
    channel.getRequest().setHandled(true); // or Jetty would answer 404
    Response response = channel.getResponse();
    if (response.isCommitted()) {
      return;
    }
    try {
      answer(rejection, response);
    } catch (IOException | RuntimeException clientGone) {
      // There is nobody left to answer.
    }
  }

  /** Jetty completes the response, and reads the rest of the request. */
  private static void answer(Rejection rejection, Response response) throws IOException {
    response.setStatus(rejection.status());
    rejection.headers().forEach(response::setHeader);
    byte[] body = rejection.body().getBytes(StandardCharsets.US_ASCII);
    if (body.length > 0) {
      response.setHeader("Content-Type", "application/json");
    }
    response.setContentLength(body.length);
    response.getHttpOutput().write(body, 0, body.length);
  }
}
