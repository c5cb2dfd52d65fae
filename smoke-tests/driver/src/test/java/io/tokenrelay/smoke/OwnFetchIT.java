package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an application sets for its whole JVM is for its own calls: an issuer gets neither its
 * cookies nor its password, leaves no cookie behind, and is not asked by its client.
 */
class OwnFetchIT {
  private static final String PROGRAM = "SetsDefaultsForTheJvm";

  @TempDir Path classes;
  private final List<String> called = new CopyOnWriteArrayList<>();
  private final List<String> fetched = new CopyOnWriteArrayList<>();
  private HttpServer issuer;
  private String uri;

  @BeforeEach
  void startIssuer() throws Exception {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext("/call", this::answerApplication);
    issuer.createContext("/keys", this::answerAgent);
    issuer.start();
    uri = "http://127.0.0.1:" + issuer.getAddress().getPort();
  }

  @AfterEach
  void stopIssuer() {
    issuer.stop(0);
  }

  private void answerApplication(HttpExchange exchange) throws IOException {
    called.add(credentials(exchange));
    challenge(exchange);
    boolean welcome = exchange.getRequestHeaders().containsKey("Authorization");
    exchange.sendResponseHeaders(welcome ? 204 : 401, -1);
    exchange.close();
  }

  /** Challenges the first request, and answers the others. */
  private void answerAgent(HttpExchange exchange) throws IOException {
    fetched.add(credentials(exchange));
    challenge(exchange);
    exchange.getResponseHeaders().add("Set-Cookie", "issuers=1; Path=/");
    if (fetched.size() == 1) {
      exchange.sendResponseHeaders(401, -1);
    } else {
      byte[] keys = "{\"keys\":[]}".getBytes();
      exchange.sendResponseHeaders(200, keys.length);
      exchange.getResponseBody().write(keys);
    }
    exchange.close();
  }

  /** The JDK's server may lose a request that comes at once on a connection that is kept. */
  private static void challenge(HttpExchange exchange) {
    exchange.getResponseHeaders().add("Connection", "close");
    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"issuer\"");
  }

  private static String credentials(HttpExchange exchange) {
    boolean password = exchange.getRequestHeaders().containsKey("Authorization");
    boolean cookie = exchange.getRequestHeaders().containsKey("Cookie");
    return (password ? "password " : "") + (cookie ? "cookie" : "");
  }

  /** The proxy is the issuer's server itself: it is asked for another host. */
  @OnJava({11, 17, 25})
  void goesThroughTheProxyThatTheJvmsOwnPropertiesName(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (LoneGateway gateway =
        LoneGateway.on(
            jdk,
            "own-fetch-by-proxy-" + feature,
            "-Dhttp.proxyHost=127.0.0.1",
            "-Dhttp.proxyPort=" + issuer.getAddress().getPort(),
            "-Dhttp.nonProxyHosts=127.0.0.1",
            "-Dtokenrelay.issuer=http://issuer.invalid",
            "-Dtokenrelay.jwks-uri=http://issuer.invalid/keys")) {
      assertThat(gateway.isAlive()).isTrue();
      assertThat(Polling.until(60, () -> !fetched.isEmpty())).isTrue();
    }
  }

  @OnJava({8, 11, 17, 21, 25})
  void hasNothingOfTheApplications(int feature) throws Exception {
    hasNothing(feature, true);
  }

  @OnJava({8, 17})
  void hasNothingOfTheApplicationsWhereItsCallsCarryNoToken(int feature) throws Exception {
    hasNothing(feature, false);
  }

  private void hasNothing(int feature, boolean relays) throws Exception {
    Jdk jdk = Jdks.require(feature);
    Programs.compile(PROGRAM, classes);
    Installation installation = Installation.fromSystemProperties();
    Path folder = installation.freshFolder("own-fetch-" + feature + "-" + relays);
    try (JavaProcess program =
        JavaProcess.start(
            "program",
            jdk,
            folder.resolve("program.log"),
            List.of(
                "-javaagent:" + installation.agent(),
                "-Dtokenrelay.issuer=" + uri,
                "-Dtokenrelay.jwks-uri=" + uri + "/keys",
                "-Dtokenrelay.instrumentation.httpurlconnection.enabled=" + relays,
                "-cp",
                classes + File.pathSeparator + installation.classPathOf("services/legacy-gateway"),
                PROGRAM,
                uri + "/call",
                "com.example.shop.gateway.Gateway"))) {
      program.awaitPort();
      assertThat(Polling.until(60, () -> fetched.size() > 1)).isTrue();

      assertThat(program.output()).contains("called: 204");
      assertThat(called).containsExactly("cookie", "password cookie");
      assertThat(fetched).containsOnly("");
      assertThat(program.output().lines().filter(line -> line.startsWith("used: ")))
          .isNotEmpty()
          .allMatch(line -> line.endsWith(" on main"));
    }
  }
}
