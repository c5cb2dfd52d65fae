package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application chooses its LogManager when it likes to, application servers do so first of all;
 * nothing of the agent may have touched logging by then.
 */
class LogManagerIT {
  private static final String PROGRAM = "ChoosesItsLogManagerLate";

  @TempDir Path classes;
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

  @OnJava({8, 11, 17, 25})
  void isChosenByTheApplication(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    Programs.compile(PROGRAM, classes);
    Installation installation = Installation.fromSystemProperties();
    Path folder = installation.freshFolder("log-manager-" + feature);
    String uri = "http://127.0.0.1:" + issuer.getAddress().getPort();
    try (JavaProcess program =
        JavaProcess.start(
            "program",
            jdk,
            folder.resolve("program.log"),
            List.of(
                "-javaagent:" + installation.agent(),
                "-Dtokenrelay.issuer=" + uri,
                "-Dtokenrelay.jwks-uri=" + uri + "/keys",
                "-Dtokenrelay.mode=enforce",
                "-Dtokenrelay.health.http-port=" + AgentStatus.onFreePort().port(),
                "-cp",
                classes.toString(),
                PROGRAM))) {
      program.awaitPort();

      assertThat(program.output()).contains("log manager " + PROGRAM + "$Own");
      assertThat(fetches).as("before any server").hasValue(0);
    }
  }

  @Test
  void keysAreFetchedWhenAServerHasOpenedItsPortAndNotBefore() throws Exception {
    String uri = "http://127.0.0.1:" + issuer.getAddress().getPort();
    try (LoneGateway gateway =
        LoneGateway.start(
            "keys-of-a-server",
            "-Dtokenrelay.issuer=" + uri,
            "-Dtokenrelay.jwks-uri=" + uri + "/keys")) {
      assertThat(gateway.isAlive()).isTrue();
      assertThat(Polling.until(10, () -> fetches.get() > 0)).isTrue();
    }
  }
}
