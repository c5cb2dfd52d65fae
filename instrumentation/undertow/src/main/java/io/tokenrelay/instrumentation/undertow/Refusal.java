package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.Rejection;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the answer of RFC 6750 in place of the application's. */
final class Refusal {
  private Refusal() {}

  /** Never throws: the application does not run either way. */
  static void write(Rejection rejection, HttpServerExchange request) {
    if (request.isResponseStarted()) {
      return;
    }
    try {
      answer(rejection, request);
    } catch (IOException | RuntimeException clientGone) {
      // Nobody to answer.
    }
  }

  /** Undertow ends the exchange, and reads what is left of the request. */
  private static void answer(Rejection rejection, HttpServerExchange request) throws IOException {
    request.setStatusCode(rejection.status());
    rejection
        .headers()
        .forEach((name, value) -> request.getResponseHeaders().put(new HttpString(name), value));
    byte[] body = rejection.body().getBytes(StandardCharsets.US_ASCII);
    if (body.length > 0) {
      request.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    }
    request.setResponseContentLength(body.length);
    if (!request.isBlocking()) { // in front of the servlets
      request.startBlocking();
    }
    try (OutputStream out = request.getOutputStream()) {
      out.write(body);
    }
  }
}
