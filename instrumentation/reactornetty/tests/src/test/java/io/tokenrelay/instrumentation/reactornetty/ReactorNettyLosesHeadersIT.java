package io.tokenrelay.instrumentation.reactornetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.AgentCounters;
import io.tokenrelay.instrumentation.testing.ClientConnection;
import io.tokenrelay.instrumentation.testing.RemovedHeader;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** What is removed from a request, its handler does not see. */
class ReactorNettyLosesHeadersIT {
  @Test
  void theHandlerDoesNotSeeIt() throws Exception {
    DisposableServer server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(
                (request, response) ->
                    response.sendString(
                        Mono.just(
                            request
                                .requestHeaders()
                                .entries()
                                .toString()
                                .toLowerCase(Locale.ROOT))))
            .bindNow();
    int port = ((InetSocketAddress) server.channel().localAddress()).getPort();
    try (ClientConnection connection = new ClientConnection(port)) {
      connection.get("/", null);
      connection.get("/", null);
      AgentCounters.of("TokenValid"); // its MBean comes after the first request
      RemovedHeader header = RemovedHeader.fromNowOn();
      for (int again = 1; again <= 3; again++) {
        String seen =
            connection.request(
                    "GET",
                    "/healthz",
                    "X-JWT-PAYLOAD",
                    "forged",
                    "Kept",
                    "a",
                    "x-jwt-payload",
                    "forged")
                .body;

        assertThat(header.count()).isEqualTo(again);
        assertThat(seen).contains("kept=a").doesNotContain("forged").doesNotContain("payload");
      }
      assertThat(connection.request("GET", "/", "X-Mine", "mine").body).contains("x-mine=mine");
    } finally {
      server.disposeNow();
    }
  }
}
