package io.tokenrelay.instrumentation.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.AgentCounters;
import io.tokenrelay.instrumentation.testing.ClientConnection;
import io.tokenrelay.instrumentation.testing.RemovedHeader;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What is removed from a request, handlers without servlets do not see either. */
class UndertowHandlersLoseHeadersIT {
  @Test
  void noHandlerSeesIt() throws Exception {
    HttpHandler answering =
        request ->
            request
                .getResponseSender()
                .send(request.getRequestHeaders().toString().toLowerCase(Locale.ROOT));
    HttpHandler handlers =
        request -> {
          if (request.getRequestPath().equals("/worker")) {
            request.dispatch(answering);
          } else {
            answering.handleRequest(request);
          }
        };
    Undertow undertow =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(handlers).build();
    undertow.start();
    int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    RemovedHeader header = removed();
    try (ClientConnection connection = new ClientConnection(port)) {
      for (int again = 1; again <= 3; again++) {
        for (String path : new String[] {"/io", "/worker"}) {
          String seen =
              connection.request(
                      "GET",
                      path,
                      "X-JWT-PAYLOAD",
                      "forged",
                      "Kept",
                      "a",
                      "x-jwt-payload",
                      "forged")
                  .body;
          assertThat(seen).contains("kept").doesNotContain("forged").doesNotContain("payload");
        }
        assertThat(header.count()).isEqualTo(2 * again);
      }
    } finally {
      undertow.stop();
    }
  }

  /** Nothing is received for handlers before, so the first requests are a servlet's. */
  private static RemovedHeader removed() throws Exception {
    UndertowServer servlets = new UndertowServer();
    try (ClientConnection connection = new ClientConnection(servlets.start())) {
      connection.get("/", null);
      connection.get("/", null);
      AgentCounters.of("TokenValid"); // its MBean comes after the first request
      return RemovedHeader.fromNowOn();
    } finally {
      servlets.stop();
    }
  }
}
