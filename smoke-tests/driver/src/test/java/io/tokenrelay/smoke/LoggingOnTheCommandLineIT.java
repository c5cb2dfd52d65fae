package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Application servers name their {@code java.util.logging} configuration on the command line, and
 * choose the LogManager later; until they have, nothing of the agent may touch logging.
 */
class LoggingOnTheCommandLineIT {
  @TempDir Path folder;
  private final AtomicInteger fetches = new AtomicInteger();
  private HttpServer issuer;

  @BeforeEach
  void startIssuer() throws Exception {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/keys",
        exchange -> {
          fetches.incrementAndGet();
          byte[] keys = "{\"keys\":[]}".getBytes();
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    issuer.start();
  }

  @AfterEach
  void stopIssuer() {
    issuer.stop(0);
  }

  @Test
  void keysAreFetchedWithTheFirstRequestBeItWithoutAToken() throws Exception {
    Path logging = Files.writeString(folder.resolve("logging.properties"), ".level=INFO\n");
    String uri = "http://127.0.0.1:" + issuer.getAddress().getPort();
    try (LoneGateway gateway =
        LoneGateway.start(
            "logging-on-the-command-line",
            "-Djava.util.logging.config.file=" + logging,
            "-Dtokenrelay.issuer=" + uri,
            "-Dtokenrelay.jwks-uri=" + uri + "/keys")) {
      assertThat(fetches).as("before the first request").hasValue(0);
      assertThat(gateway.checkout("item", "opaque")).isEqualTo(200);
      assertThat(Polling.until(10, () -> fetches.get() > 0)).isTrue();
    }
  }
}
