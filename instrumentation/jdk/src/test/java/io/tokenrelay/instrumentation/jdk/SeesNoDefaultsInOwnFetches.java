package io.tokenrelay.instrumentation.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.bootstrap.OwnFetch;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an application sets for its whole JVM is there for everybody but the agent's own requests.
 */
class SeesNoDefaultsInOwnFetches {
  private final CookieManager cookies = new CookieManager();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void setDefaults() throws Exception {
    CookieHandler.setDefault(cookies);
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            asked.incrementAndGet();
            return new PasswordAuthentication("app", "of the application".toCharArray());
          }
        });
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void takeThemAway() {
    server.stop(0);
    Authenticator.setDefault(null);
    CookieHandler.setDefault(null);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    seen.add(
        exchange.getRequestURI()
            + (authorization == null ? "" : " with a password")
            + (exchange.getRequestHeaders().getFirst("Cookie") == null ? "" : " with a cookie"));
    // The server may lose a request that comes at once on a connection that is kept.
    exchange.getResponseHeaders().add("Connection", "close");
    exchange.getResponseHeaders().add("Set-Cookie", "session=1; Path=/");
    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"here\"");
    exchange.sendResponseHeaders(authorization == null ? 401 : 204, -1);
    exchange.close();
  }

  @Test
  void aCookieHandlerIsHiddenFromTheThreadThatFetches() throws Exception {
    assertThat(CookieHandler.getDefault()).isSameAs(cookies);
    own(
        () -> {
          assertThat(CookieHandler.getDefault()).isNull();
          return assertThat(CompletableFuture.supplyAsync(CookieHandler::getDefault).get())
              .isSameAs(cookies);
        });
    assertThat(CookieHandler.getDefault()).isSameAs(cookies);
  }

  @Test
  void anAuthenticatorIsNotAskedByTheThreadThatFetches() throws Exception {
    own(() -> assertThat(passwords()).containsOnlyNulls());
    assertThat(asked).hasValue(0);
    assertThat(passwords()).doesNotContainNull();
    assertThat(asked).hasValue(3);
  }

  private static List<PasswordAuthentication> passwords() throws Exception {
    InetAddress site = InetAddress.getLoopbackAddress();
    List<PasswordAuthentication> passwords = new ArrayList<>();
    passwords.add(Authenticator.requestPasswordAuthentication(site, 80, "http", "here", "Basic"));
    passwords.add(
        Authenticator.requestPasswordAuthentication("host", site, 80, "http", "here", "Basic"));
    passwords.add(
        Authenticator.requestPasswordAuthentication(
            "host",
            site,
            80,
            "http",
            "here",
            "Basic",
            new URL("http://host/"),
            Authenticator.RequestorType.SERVER));
    return passwords;
  }

  @Test
  void aFetchAnswersNoChallengeAndKeepsNoCookie() throws Exception {
    assertThat(own(() -> status("/first"))).isEqualTo(401);
    assertThat(cookies.getCookieStore().getCookies()).isEmpty();
    assertThat(asked).hasValue(0);
    assertThat(seen).containsExactly("/first");
  }

  @Test
  void aFetchSendsNeitherACookieNorAPasswordThatTheApplicationWasGivenThere() throws Exception {
    assertThat(status("/first")).isEqualTo(204);
    assertThat(own(() -> status("/own"))).isEqualTo(401);
    assertThat(status("/second")).isEqualTo(204);
    assertThat(seen)
        .containsExactly(
            "/first",
            "/first with a password with a cookie",
            "/own",
            "/second with a password with a cookie");
  }

  @Test
  void aFetchIsNobodysAndLeavesTheThreadAsItWas() throws Exception {
    As.user(
        "alice",
        () -> {
          own(() -> assertThat(As.whom()).isEqualTo(As.NOBODY));
          assertThat(CookieHandler.getDefault()).isSameAs(cookies);
          return assertThat(As.whom()).isEqualTo("alice");
        });
    assertThat(Carrier.snapshot()).isNull();
  }

  private static <T> T own(Callable<T> work) throws Exception {
    Object mine = OwnFetch.begin();
    try {
      return work.call();
    } finally {
      OwnFetch.end(mine);
    }
  }

  private int status(String path) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
