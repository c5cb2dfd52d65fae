package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.Rejection;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.xnio.ChannelListeners;
import org.xnio.channels.StreamSinkChannel;

/** Writes the answer of RFC 6750 in place of the application's. */
final class Refusal {
  private Refusal() {}

  /**
   * For a request that has reached its servlets. Never throws: the application does not run either
   * way.
   */
  static void write(Rejection rejection, HttpServerExchange request) {
    if (request.isResponseStarted()) {
      return;
    }
    try {
      byte[] body = begin(rejection, request);
      try (OutputStream out = request.getOutputStream()) {
        out.write(body);
      }
    } catch (IOException | RuntimeException clientGone) {
      // There is nobody left to answer.
    }
  }

  /**
   * The same before any handler, where nothing may block: neither on the client reading the answer
   * nor on the rest of the request. Undertow reads that as it arrives, then ends the exchange.
   */
  static void send(Rejection rejection, HttpServerExchange request) {
    if (request.isResponseStarted()) {
      return;
    }
    try {
      byte[] body = begin(rejection, request);
      if (body.length == 0) {
        sendHeaders(request);
      } else {
        request.getResponseSender().send(ByteBuffer.wrap(body));
      }
    } catch (IOException | RuntimeException clientGone) {
      request.endExchange();
    }
  }

  /** Just ending the exchange would read the whole request before answering. */
  private static void sendHeaders(HttpServerExchange request) throws IOException {
    StreamSinkChannel response = request.getResponseChannel();
    response.shutdownWrites();
    if (response.flush()) {
      request.endExchange();
    } else {
      response
          .getWriteSetter()
          .set(
              ChannelListeners.flushingChannelListener(
                  flushed -> request.endExchange(), (failed, why) -> request.endExchange()));
      response.resumeWrites();
    }
  }

  /** Sets status and headers; returns the body. */
  private static byte[] begin(Rejection rejection, HttpServerExchange request) {
    request.setStatusCode(rejection.status());
    rejection
        .headers()
        .forEach((name, value) -> request.getResponseHeaders().put(new HttpString(name), value));
    byte[] body = rejection.body().getBytes(StandardCharsets.US_ASCII);
    if (body.length > 0) {
      request.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    }
    request.setResponseContentLength(body.length);
    return body;
  }
}
