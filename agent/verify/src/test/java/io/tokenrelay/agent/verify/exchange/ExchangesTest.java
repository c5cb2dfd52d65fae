package io.tokenrelay.agent.verify.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.ExchangeProperties;
import io.tokenrelay.agent.relay.token.Exchanged;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.TokenExchange;
import io.tokenrelay.agent.verify.Await;
import io.tokenrelay.agent.verify.Signer;
import io.tokenrelay.agent.verify.Verifiers;
import io.tokenrelay.agent.verify.issuer.Announced;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One exchange at a token service that does whatever a test says. */
class ExchangesTest {
  private static final String ISSUER = Verifiers.ISSUER;
  private static final Signer IDP = Signer.rsa("idp-1");
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private final AtomicLong now = new AtomicLong(Verifiers.NOW);
  private final Counters counters = new Counters();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Reply reply = http -> answer(http, 200, body(token("ada", "")));
  @TempDir Path dir;
  private HttpServer server;
  private @Nullable Exchanges exchanges;

  private interface Reply {
    void to(HttpExchange http) throws IOException;
  }

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        http -> {
          requests.add(decoded(http.getRequestBody()));
          authorizations.add(String.valueOf(http.getRequestHeaders().getFirst("Authorization")));
          reply.to(http);
          http.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
    if (exchanges != null) {
      exchanges.close();
    }
  }

  private static String decoded(InputStream form) throws IOException {
    Scanner all = new Scanner(form, "UTF-8").useDelimiter("\\A");
    return all.hasNext() ? URLDecoder.decode(all.next(), "UTF-8") : "";
  }

  private static void answer(HttpExchange http, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(status, bytes.length);
    http.getResponseBody().write(bytes);
  }

  private static String token(String subject, String more) {
    return token(ISSUER, subject, ",\"exp\":" + Verifiers.seconds(300) + more);
  }

  private static String token(String issuer, String subject, String more) {
    return IDP.token(
        "RS256",
        "{\"iss\":\"" + issuer + "\",\"sub\":\"" + subject + "\",\"aud\":\"pay\"" + more + "}");
  }

  private static String body(String token) {
    return body(token, "Bearer", ACCESS_TOKEN);
  }

  private static String body(String token, String type, String issued) {
    return "{\"access_token\":\""
        + token
        + "\",\"token_type\":\""
        + type
        + "\",\"issued_token_type\":\""
        + issued
        + "\",\"expires_in\":300}";
  }

  private Values values() {
    return Values.of("pay")
        .with(ExchangeProperties.ENDPOINT, URI.create(address()))
        .with(ExchangeProperties.CLIENT_ID, "orders")
        .with(ExchangeProperties.AUDIENCE, Collections.singletonList("pay"))
        .with(ExchangeProperties.TIMEOUT, Duration.ofSeconds(5));
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
  }

  private TokenExchange start(Values values) {
    String jwks = Verifiers.file(dir, "jwks.json", Signer.jwks(IDP)).toString();
    Values issuer =
        Values.of("main")
            .with(IssuerProperties.URI, ISSUER)
            .with(IssuerProperties.AUDIENCES, Collections.singletonList("orders"))
            .with(IssuerProperties.JWKS_FILE, jwks);
    Values other =
        Values.of("other")
            .with(IssuerProperties.URI, "https://other.example")
            .with(IssuerProperties.JWKS_FILE, jwks);
    if (exchanges != null) {
      exchanges.close();
    }
    Exchanges started =
        new Exchanges(
            Values.defaults(),
            Collections.singletonList(values),
            Arrays.asList(
                IssuerSettings.of(issuer, Announced.TO_NOBODY),
                IssuerSettings.of(other, Announced.TO_NOBODY)),
            counters,
            now::get);
    exchanges = started;
    return Objects.requireNonNull(started.find("pay"));
  }

  private static Token subject() {
    return subject("ada", 3_600);
  }

  private static Token subject(String name, long seconds) {
    String more = ",\"exp\":" + Verifiers.seconds(seconds);
    return Token.verified(token(ISSUER, name, more), ISSUER)
        .subject(name)
        .expiresAt(Verifiers.seconds(seconds) * 1_000)
        .build();
  }

  private @Nullable Token exchanged(TokenExchange exchange, Token subject) {
    Exchanged exchanged = exchange.of(subject, true, now.get());
    return exchanged == null ? null : exchanged.token();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "Ada", "ada ", ""})
  void neverUsesAnAnswerForAnotherSubject(String other) {
    reply = http -> answer(http, 200, body(token(other, "")));
    assertThat(exchanged(start(values()), subject())).isNull();
    assertThat(counters.of(Event.EXCHANGE_REFUSED)).isEqualTo(1);
  }

  @Test
  void usesATokenOfTheSameSubjectAlthoughItIsForAnotherAudience() {
    Token token = exchanged(start(values()), subject());
    assertThat(token).isNotNull();
    assertThat(token.subject()).isEqualTo("ada");
    assertThat(token.audiences()).containsExactly("pay");
    assertThat(requests.get(0))
        .contains("grant_type=urn:ietf:params:oauth:grant-type:token-exchange")
        .contains("subject_token=" + subject().compact().substring(0, 20))
        .contains("subject_token_type=" + ACCESS_TOKEN)
        .contains("audience=pay")
        .contains("client_id=orders");
  }

  @Test
  void usesNoTokenOfAnotherIssuerUnlessItIsNamed() {
    String foreign = ",\"exp\":" + Verifiers.seconds(300);
    reply = http -> answer(http, 200, body(token("https://other.example", "ada", foreign)));
    assertThat(exchanged(start(values()), subject())).isNull();
    Values named = values().with(ExchangeProperties.ISSUER, "https://other.example");
    assertThat(exchanged(start(named), subject())).isNotNull();
  }

  @Test
  void usesNothingThatIsNotVerified() {
    List<String> bad = new ArrayList<>();
    String good = token("ada", "");
    bad.add(body(token(ISSUER, "ada", "")));
    bad.add(body(token(ISSUER, "ada", ",\"exp\":" + Verifiers.seconds(-300))));
    bad.add(body(token("https://unknown.example", "ada", ",\"exp\":" + Verifiers.seconds(300))));
    bad.add(body(good.substring(0, good.lastIndexOf('.') + 1) + "AAAA"));
    bad.add(body(token("ada", ",\"cnf\":{\"jkt\":\"x\"}")));
    bad.add(body(good, "DPoP", ACCESS_TOKEN));
    bad.add(body(good, "N_A", ACCESS_TOKEN));
    bad.add(body(good, "Bearer", "urn:ietf:params:oauth:token-type:id_token"));
    bad.add("{\"access_token\":\"" + good + "\",\"token_type\":\"Bearer\"}");
    bad.add("{\"token_type\":\"Bearer\",\"issued_token_type\":\"" + ACCESS_TOKEN + "\"}");
    for (int i = 0; i < bad.size(); i++) {
      String answer = bad.get(i);
      reply = http -> answer(http, 200, answer);
      assertThat(exchanged(start(values()), subject())).as("answer " + i).isNull();
    }
    assertThat(counters.of(Event.EXCHANGE_REFUSED)).isEqualTo(bad.size());
  }

  @ParameterizedTest
  @CsvSource({"400", "401", "403", "404", "500", "503"})
  void takesAnErrorForAFailureAndRemembersIt(int status) {
    reply = http -> answer(http, status, "{\"error\":\"invalid_request\"}");
    TokenExchange exchange = start(values());
    Token subject = subject();
    assertThat(exchanged(exchange, subject)).isNull();
    assertThat(exchanged(exchange, subject)).isNull();
    assertThat(requests).hasSize(1);
    assertThat(counters.of(Event.EXCHANGE_FAILED)).isEqualTo(1);
    now.addAndGet(1_001);
    reply = http -> answer(http, 200, body(token("ada", "")));
    assertThat(exchanged(exchange, subject)).isNotNull();
  }

  @Test
  void survivesAnythingElseThatComesBack() {
    List<Reply> replies =
        Arrays.asList(
            http -> answer(http, 200, "<html>log in</html>"),
            http -> answer(http, 200, ""),
            http -> answer(http, 200, "[]"),
            http -> {
              http.getResponseHeaders().add("Location", address() + "/elsewhere");
              http.sendResponseHeaders(302, -1);
            },
            http -> {
              http.sendResponseHeaders(200, 0);
              byte[] much = new byte[1 << 16];
              try (OutputStream out = http.getResponseBody()) {
                for (int i = 0; i < 1_000; i++) {
                  out.write(much);
                }
              }
            });
    for (int i = 0; i < replies.size(); i++) {
      reply = replies.get(i);
      int before = requests.size();
      assertThat(exchanged(start(values()), subject())).as("reply " + i).isNull();
      assertThat(requests).as("redirects are not followed").hasSize(before + 1);
    }
  }

  @Test
  void waitsForASlowServiceNoLongerThanItMay() {
    CountDownLatch end = new CountDownLatch(1);
    reply =
        http -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            // the test is over
          }
        };
    Values hasty = values().with(ExchangeProperties.TIMEOUT, Duration.ofMillis(100));
    assertThat(exchanged(start(hasty), subject())).isNull();
    end.countDown();
  }

  @Test
  void asksOnceForAThousandThreads() throws Exception {
    CountDownLatch all = new CountDownLatch(1_000);
    reply =
        http -> {
          try {
            all.await();
          } catch (InterruptedException e) {
            return;
          }
          answer(http, 200, body(token("ada", "")));
        };
    TokenExchange exchange =
        start(values().with(ExchangeProperties.TIMEOUT, Duration.ofSeconds(30)));
    List<Future<@Nullable Token>> calls = new ArrayList<>();
    Token subject = subject();
    for (int i = 0; i < 1_000; i++) {
      calls.add(
          threads.submit(
              () -> {
                all.countDown();
                return exchanged(exchange, subject);
              }));
    }
    for (Future<@Nullable Token> call : calls) {
      assertThat(call.get()).isNotNull();
    }
    assertThat(requests).hasSize(1);
  }

  @Test
  void requestsInTheBackgroundWhereNobodyMayWait() {
    TokenExchange exchange = start(values());
    Token subject = subject();
    assertThat(exchange.of(subject, false, now.get())).isNull();
    Await.until("exchanged", () -> exchange.of(subject, false, now.get()) != null);
    assertThat(requests).hasSize(1);
  }

  @Test
  void keepsATokenUntilShortlyBeforeItsEndAndRenewsItOnce() {
    TokenExchange exchange = start(values());
    Token subject = subject();
    Token first = exchanged(exchange, subject);
    now.addAndGet(230_000);
    assertThat(exchanged(exchange, subject)).isSameAs(first);
    assertThat(requests).hasSize(1);
    now.addAndGet(15_000);
    String later = token("ada", ",\"jti\":\"2\"").replace('\n', ' ');
    reply = http -> answer(http, 200, body(later));
    assertThat(exchanged(exchange, subject)).as("while it is renewed").isSameAs(first);
    Await.until(
        "renewed",
        () -> {
          Token current = exchanged(exchange, subject);
          return current != null && current.compact().equals(later);
        });
    assertThat(requests).hasSize(2);
  }

  @Test
  void asksAgainWhenTheTokenIsOver() {
    TokenExchange exchange = start(values());
    Token subject = subject();
    exchanged(exchange, subject);
    now.addAndGet(270_001);
    exchanged(exchange, subject);
    assertThat(requests).hasSize(2);
  }

  @Test
  void findsItForAnotherObjectWithTheSameTextAndForNobodyElse() {
    TokenExchange exchange = start(values());
    assertThat(exchanged(exchange, subject())).isSameAs(exchanged(exchange, subject()));
    assertThat(requests).hasSize(1);
    assertThat(exchanged(exchange, subject("bob", 3_600)))
        .as("the service still answers for ada")
        .isNull();
    assertThat(requests).hasSize(2);
  }

  @Test
  void asksAServiceThatIsDownRarely() {
    reply = http -> answer(http, 503, "");
    TokenExchange exchange = start(values());
    for (int i = 0; i < 20; i++) {
      assertThat(exchanged(exchange, subject("user-" + i, 3_600))).isNull();
    }
    assertThat(requests).hasSize(3);
  }

  @Test
  void asksByTheSecretInItsFileOrByAnAssertion() throws Exception {
    String secret = "secret-of-" + System.nanoTime();
    Path file = Verifiers.file(dir, "secret", secret + "\n");
    exchanged(
        start(values().with(ExchangeProperties.CLIENT_SECRET_FILE, file.toString())), subject());
    String basic =
        Base64.getEncoder().encodeToString(("orders:" + secret).getBytes(StandardCharsets.UTF_8));
    assertThat(authorizations).containsExactly("Basic " + basic);

    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(IDP.pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    Path key = Verifiers.file(dir, "key.pem", pem);
    exchanged(
        start(
            values()
                .with(ExchangeProperties.CLIENT_KEY_FILE, key.toString())
                .with(ExchangeProperties.GRANT, "jwt-bearer")),
        subject("ada", 3_601));
    assertThat(requests.get(1))
        .contains("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer")
        .contains("assertion=ey")
        .contains("client_assertion_type=" + ClientAssertion.TYPE)
        .contains("client_assertion=ey");
    assertThat(authorizations.get(1)).isEqualTo("null");
  }

  @Test
  void explainsWhatAnOperatorCanMend() {
    Values values = values();
    IssuerSettings issuer =
        IssuerSettings.of(
            Values.of("main").with(IssuerProperties.URI, ISSUER), Announced.TO_NOBODY);
    String invalid = "{\"error\":\"invalid_client\",\"error_description\":\"eyJ.secret\"}";
    reply = http -> answer(http, 401, invalid);
    assertThat(
            Exchanges.check(
                Values.defaults(),
                Collections.singletonList(values),
                Collections.singletonList(issuer)))
        .singleElement()
        .asString()
        .contains("invalid_client", "tokenrelay.exchange.pay.client-id")
        .doesNotContain("eyJ");
    reply = http -> answer(http, 400, "{\"error\":\"invalid_request\"}");
    assertThat(
            Exchanges.check(
                Values.defaults(),
                Collections.singletonList(values),
                Collections.singletonList(issuer)))
        .as("it is the token that is wrong, and that is none")
        .isEmpty();
  }
}
