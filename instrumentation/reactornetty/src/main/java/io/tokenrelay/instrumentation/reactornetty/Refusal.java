package io.tokenrelay.instrumentation.reactornetty;

import io.tokenrelay.instrumentation.spi.Rejection;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

/** Writes the answer of RFC 6750 in place of the application's. */
final class Refusal {
  private Refusal() {}

  /** Never throws: the application does not run either way. */
  static void write(Rejection rejection, Connection connection) {
    try {
      answer(rejection, (HttpServerResponse) connection).subscribe(connection.disposeSubscriber());
    } catch (RuntimeException unwritten) {
      connection.dispose();
    }
  }

  /** The server continues with the connection when this completes. */
  private static Mono<Void> answer(Rejection rejection, HttpServerResponse response) {
    response.status(rejection.status());
    rejection.headers().forEach(response::header);
    byte[] body = rejection.body().getBytes(StandardCharsets.US_ASCII);
    response.header("Content-Length", Integer.toString(body.length));
    if (body.length == 0) {
      return response.send();
    }
    response.header("Content-Type", "application/json");
    return response.sendByteArray(Mono.just(body)).then();
  }
}
