package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static io.tokenrelay.agent.verify.Verifiers.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.limit.FailureLimit;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are trusted because their issuer, asked about them, calls them active. */
class IntrospectionTest {
  private static final String OPAQUE = "2YotnFZFEjr1zCsicMWpAA";
  private static final Signer KEY = Signer.ec("k", "secp256r1");

  @TempDir Path directory;
  private final Idp idp = new Idp(Signer.jwks(KEY));
  private final AtomicInteger questions = new AtomicInteger();
  private final List<String> forms = Collections.synchronizedList(new ArrayList<>());
  private final List<String> credentials = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong now = new AtomicLong(NOW);
  private final Counters counters = new Counters();
  private final List<CachingTokenVerifier> opened = new ArrayList<>();
  private volatile Idp.Answer answer = Idp.json(active(""));
  private int maxConcurrent = 16;
  private FailureLimit limit = FailureLimit.NONE;
  private Duration maxLifetime = Duration.ofDays(1);
  private @Nullable String revocation;

  @BeforeEach
  void answer() {
    idp.at(
        "/introspect",
        exchange -> {
          questions.incrementAndGet();
          credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          forms.add(body(exchange));
          answer.to(exchange);
        });
  }

  @AfterEach
  void stop() {
    opened.forEach(CachingTokenVerifier::close);
    idp.close();
  }

  private static String body(HttpExchange exchange) throws IOException {
    byte[] bytes = new byte[8_192];
    int length = 0;
    try (InputStream in = exchange.getRequestBody()) {
      for (int n; (n = in.read(bytes, length, bytes.length - length)) > 0; ) {
        length += n;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }

  private static String active(String more) {
    return "{\"active\":true,\"sub\":\"ada\",\"client_id\":\"web\",\"exp\":"
        + seconds(300)
        + (more.isEmpty() ? "" : "," + more)
        + "}";
  }

  private TestIssuer issuer() {
    return unasked().introspection(idp.uri() + "/introspect", "me");
  }

  private TestIssuer unasked() {
    return TestIssuer.issuer("main", idp.uri()).keySource(TestKeys.jwksUri(idp.jwksUri()));
  }

  /** An issuer that answers differently to tokens that begin with junk. */
  private TestIssuer issuerOfTwoMinds(Idp.Answer toJunk) {
    idp.at(
        "/of-two-minds",
        exchange -> {
          boolean junk = body(exchange).contains("token=junk");
          (junk ? toJunk : Idp.json(active(""))).to(exchange);
        });
    return issuer().introspection(idp.uri() + "/of-two-minds", "me");
  }

  private IntrospectingTokenVerifier verifier(TestIssuer... issuers) {
    Collection<IssuerSettings> built = new ArrayList<>();
    for (TestIssuer each : issuers) {
      built.add(each.build());
    }
    TestSettings settings =
        TestSettings.of(built)
            .introspection(Duration.ofSeconds(20), maxConcurrent)
            .maxLifetime(maxLifetime)
            .rejectsLongLived(true)
            .introspectsOpaque();
    if (revocation == null) {
      settings.introspectsJwts();
    } else {
      settings.revocation(revocation);
    }
    CachingTokenVerifier local = Verifiers.create(settings.build(), counters, now::get);
    opened.add(local);
    return new IntrospectingTokenVerifier(local, settings.build(), counters, now::get);
  }

  private String jwt(String more) {
    return KEY.token(
        "ES256",
        "{\"iss\":\"" + idp.uri() + "\",\"sub\":\"ada\",\"exp\":" + seconds(300) + more + "}");
  }

  // Opaque tokens.

  @Test
  void trustsAnOpaqueTokenThatItsIssuerCallsActive() {
    answer = Idp.json(active("\"aud\":[\"estate\"],\"scope\":\"read write\",\"x\":{\"y\":1}"));
    TestIssuer strict =
        issuer().audiences(Arrays.asList("estate")).requiredScopes(Arrays.asList("write"));
    Verdict verdict = verifier(strict).verify(OPAQUE, UNLIMITED);
    Token token = verdict.token();
    assertThat(verdict.outcome()).isEqualTo(Outcome.VALID);
    assertThat(token.compact()).isEqualTo(OPAQUE);
    assertThat(token.issuer()).isEqualTo(idp.uri());
    assertThat(token.subject()).isEqualTo("ada");
    assertThat(token.client()).isEqualTo("web");
    assertThat(token.audiences()).containsExactly("estate");
    assertThat(token.expiresAt()).isEqualTo(NOW + 300_000);
    assertThat(forms)
        .containsExactly("token=" + OPAQUE + "&token_type_hint=access_token&client_id=me");
  }

  @Test
  void trustsNoTokenThatTheIssuerDoesNotCallActive() {
    answer = Idp.json("{\"active\":false}");
    assertThat(verifier(issuer()).verify(OPAQUE, UNLIMITED).reason()).isEqualTo(Reason.INACTIVE);
  }

  @Test
  void keepsTheRulesOfTheIssuer() {
    TestIssuer strict =
        issuer()
            .audiences(Arrays.asList("estate"))
            .requiredScopes(Arrays.asList("write"))
            .requiredClaims(Arrays.asList("email"));
    IntrospectingTokenVerifier verifier = verifier(strict);
    assertThat(reason(verifier, active(""))).isEqualTo(Reason.AUDIENCE);
    assertThat(reason(verifier, active("\"aud\":\"other\""))).isEqualTo(Reason.AUDIENCE);
    assertThat(reason(verifier, active("\"aud\":\"estate\""))).isEqualTo(Reason.CLAIM_MISSING);
    assertThat(reason(verifier, active("\"aud\":\"estate\",\"email\":\"a@b\"")))
        .isEqualTo(Reason.SCOPE);
    assertThat(reason(verifier, active("\"iss\":\"https://evil.example\"")))
        .isEqualTo(Reason.UNKNOWN_ISSUER);
    assertThat(reason(verifier, "{\"active\":true,\"exp\":" + seconds(-300) + "}"))
        .isEqualTo(Reason.EXPIRED);
    assertThat(reason(verifier, "{\"active\":true,\"exp\":\"soon\"}")).isEqualTo(Reason.CLAIMS);
  }

  @Test
  void refusesATokenThatLivesTooLong() {
    maxLifetime = Duration.ofMinutes(3);
    IntrospectingTokenVerifier verifier = verifier(issuer());
    assertThat(reason(verifier, active("\"iat\":" + seconds(-1)))).isEqualTo(Reason.LIFETIME);
    assertThat(verifier.verify(jwt(""), UNLIMITED).reason()).isEqualTo(Reason.LIFETIME);
    assertThat(reason(verifier, "{\"active\":true,\"exp\":" + seconds(240) + "}")).isNull();
  }

  private @Nullable Reason reason(IntrospectingTokenVerifier verifier, String said) {
    answer = Idp.json(said);
    return verifier.verify("token-" + questions, UNLIMITED).reason();
  }

  @Test
  void trustsATokenWithoutAnEndNoLongerThanTheAnswer() {
    answer = Idp.json("{\"active\":true}");
    Verdict verdict = verifier(issuer()).verify(OPAQUE, UNLIMITED);
    assertThat(verdict.token().expiresAt()).isEqualTo(NOW + 30_000);
    assertThat(verdict.token().subject()).isNull();
  }

  @Test
  void asksAgainAfterHalfAMinuteWhateverIsConfigured() {
    IntrospectingTokenVerifier verifier = verifier(issuer());
    for (int i = 0; i < 30; i++) {
      assertThat(verifier.verify(OPAQUE, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
      now.addAndGet(999);
    }
    assertThat(questions).hasValue(1);
    answer = Idp.json("{\"active\":false}");
    now.addAndGet(30);
    assertThat(verifier.verify(OPAQUE, UNLIMITED).reason()).isEqualTo(Reason.INACTIVE);
    assertThat(verifier.verify(OPAQUE, UNLIMITED).reason()).isEqualTo(Reason.INACTIVE);
    assertThat(questions).hasValue(2);
    now.addAndGet(10_000);
    verifier.verify(OPAQUE, UNLIMITED);
    assertThat(questions).as("no is trusted for 10 s").hasValue(3);
  }

  @Test
  void asksOnceHoweverManyThreadsNeedTheAnswer() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    answer = blocked(released, active(""));
    IntrospectingTokenVerifier verifier = verifier(issuer());
    ExecutorService threads = Executors.newFixedThreadPool(64);
    CountDownLatch started = new CountDownLatch(64);
    List<Future<Verdict>> verdicts = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      verdicts.add(
          threads.submit(
              () -> {
                started.countDown();
                return verifier.verify(OPAQUE, UNLIMITED);
              }));
    }
    started.await();
    released.countDown();
    for (Future<Verdict> verdict : verdicts) {
      assertThat(verdict.get().outcome()).isEqualTo(Outcome.VALID);
    }
    threads.shutdown();
    assertThat(questions).hasValue(1);
  }

  @Test
  void letsNoMoreWaitThanAreAllowed() throws Exception {
    maxConcurrent = 2;
    CountDownLatch released = new CountDownLatch(1);
    answer = blocked(released, active(""));
    IntrospectingTokenVerifier verifier = verifier(issuer());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Future<Verdict> first = threads.submit(() -> verifier.verify("first", UNLIMITED));
    Future<Verdict> second = threads.submit(() -> verifier.verify("second", UNLIMITED));
    Await.until("both are asked about", () -> questions.get() == 2);
    for (int i = 0; i < 50; i++) {
      assertThat(verifier.verify("storm-" + i, UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }
    assertThat(questions).hasValue(2);
    assertThat(counters.of(Event.INTROSPECTION_REFUSED)).isEqualTo(50);
    released.countDown();
    assertThat(first.get().outcome()).isEqualTo(Outcome.VALID);
    assertThat(second.get().outcome()).isEqualTo(Outcome.VALID);
    assertThat(verifier.verify("storm-0", UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    threads.shutdown();
  }

  @Test
  void rarelyAsksAnIssuerThatDoesNotAnswer() {
    answer = Idp.status(500, "sorry");
    IntrospectingTokenVerifier verifier = verifier(issuer());
    for (int i = 0; i < 100; i++) {
      assertThat(verifier.verify("t" + i, UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }
    assertThat(questions).as("and one of our own, to make sure").hasValue(4);
    now.addAndGet(1_000);
    verifier.verify("probe", UNLIMITED);
    verifier.verify("not yet", UNLIMITED);
    assertThat(questions).hasValue(6);
    answer = Idp.json(active(""));
    now.addAndGet(1_999);
    assertThat(verifier.verify(OPAQUE, UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    now.addAndGet(1);
    assertThat(verifier.verify(OPAQUE, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    assertThat(verifier.verify("another", UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    assertThat(Figures.of(counters))
        .containsEntry("INTROSPECTION_DURATION failed", 6.0)
        .containsEntry("INTROSPECTION_DURATION answered", 2.0);
  }

  @Test
  void acceptsOnlyTrueAsActive() {
    IntrospectingTokenVerifier verifier = verifier(issuer());
    for (String said :
        new String[] {
          "", "{}", "[]", "<html>log in</html>", "{\"active\":\"true\"}", "{\"active\":1}"
        }) {
      answer = Idp.json(said);
      now.addAndGet(120_000);
      assertThat(verifier.verify("about-" + said.length(), UNLIMITED).outcome())
          .as(said)
          .isEqualTo(Outcome.UNAVAILABLE);
    }
    answer = Idp.status(401, "{\"active\":true}");
    now.addAndGet(120_000);
    assertThat(verifier.verify(OPAQUE, UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void authenticatesAndReadsItsSecretEachTime() {
    Path file = Verifiers.file(directory, "secret", "s:cret ü\n");
    String endpoint = idp.uri() + "/introspect";
    IntrospectingTokenVerifier verifier =
        verifier(
            issuer()
                .introspection(endpoint, "m:e")
                .set(IssuerProperties.INTROSPECTION_CLIENT_SECRET_FILE, file.toString()));
    verifier.verify("one", UNLIMITED);
    Verifiers.file(directory, "secret", "changed");
    verifier.verify("two", UNLIMITED);
    assertThat(credentials).containsExactly(basic("m%3Ae:s%3Acret+%C3%BC"), basic("m%3Ae:changed"));
    assertThat(forms.get(0)).doesNotContain("client_id");
    file.toFile().delete();
    assertThat(verifier.verify("three", UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(questions).hasValue(2);
  }

  private static String basic(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.US_ASCII);
    return "Basic " + java.util.Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void findsTheEndpointByDiscovery() {
    idp.at(
        "/.well-known/openid-configuration",
        Idp.json(
            "{\"issuer\":\""
                + idp.uri()
                + "\",\"introspection_endpoint\":\""
                + idp.uri()
                + "/introspect\"}"));
    IntrospectingTokenVerifier verifier =
        verifier(unasked().set(IssuerProperties.INTROSPECTION_CLIENT_ID, "me"));
    assertThat(verifier.verify(OPAQUE, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
  }

  @Test
  void asksOnlyTheConfiguredIssuersInTheirOrder() {
    answer = Idp.json("{\"active\":false}");
    try (Idp second = new Idp("{}");
        Idp silent = new Idp("{}")) {
      AtomicInteger asked = new AtomicInteger();
      second.at(
          "/introspect",
          exchange -> {
            asked.incrementAndGet();
            Idp.json(active("")).to(exchange);
          });
      TestIssuer other =
          TestIssuer.issuer("second", second.uri())
              .keySource(TestKeys.jwksUri(second.jwksUri()))
              .introspection(second.uri() + "/introspect", "me");
      TestIssuer never =
          TestIssuer.issuer("third", silent.uri()).keySource(TestKeys.jwksUri(silent.jwksUri()));
      Verdict verdict = verifier(issuer(), never, other).verify(OPAQUE, UNLIMITED);
      assertThat(verdict.token().issuer()).isEqualTo(second.uri());
      assertThat(questions).hasValue(1);
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void asksNeitherAboutOtherSpellingsOfAJwtNorAboutWhatIsNotAToken() {
    IntrospectingTokenVerifier verifier = verifier(issuer());
    String jwt = jwt("");
    for (String token :
        new String[] {
          jwt + "=", jwt.replace(".", ".\n"), jwt + ".", "eyJhbGciOiJub25lIn0", "a b", "a\nb", ""
        }) {
      assertThat(verifier.verify(token, UNLIMITED).reason()).as(token).isEqualTo(Reason.MALFORMED);
    }
    assertThat(questions).hasValue(0);
  }

  // JWTs.

  @Test
  void asksAboutAJwtInsteadOfVerifyingIt() {
    IntrospectingTokenVerifier verifier = verifier(issuer());
    Token token = verifier.verify(jwt(",\"azp\":\"app\""), UNLIMITED).token();
    assertThat(token.subject()).isEqualTo("ada");
    assertThat(token.client()).isEqualTo("web");
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isZero();
    answer = Idp.json("{\"active\":false}");
    assertThat(verifier.verify(jwt(",\"jti\":2"), UNLIMITED).reason()).isEqualTo(Reason.INACTIVE);
    assertThat(questions).hasValue(2);
  }

  @Test
  void trustsWhatTheIssuerSaysAboutAJwtNotWhatTheJwtSaysItself() {
    IntrospectingTokenVerifier verifier = verifier(issuer().requiredScopes(Arrays.asList("write")));
    answer = Idp.json(active("\"scope\":\"read\""));
    assertThat(verifier.verify(jwt(",\"jti\":1,\"scope\":\"read write\""), UNLIMITED).reason())
        .isEqualTo(Reason.SCOPE);
    answer = Idp.json(active(""));
    assertThat(verifier.verify(jwt(",\"jti\":2,\"scope\":\"read write\""), UNLIMITED).reason())
        .as("what the answer does not grant is not granted")
        .isEqualTo(Reason.SCOPE);
    answer =
        Idp.json(
            "{\"active\":true,\"sub\":\"bea\",\"scope\":\"write\",\"aud\":\"shop\",\"exp\":"
                + seconds(120)
                + "}");
    Token token =
        verifier.verify(jwt(",\"jti\":3,\"azp\":\"app\",\"aud\":\"x\""), UNLIMITED).token();
    assertThat(token.subject()).isEqualTo("bea");
    assertThat(token.client()).as("which the answer leaves out").isEqualTo("app");
    assertThat(token.audiences()).containsExactly("shop");
    assertThat(token.expiresAt()).isEqualTo(NOW + 120_000);
    answer = Idp.json(active("\"scope\":\"write\"").replace(seconds(300) + "", seconds(-90) + ""));
    assertThat(verifier.verify(jwt(",\"jti\":4"), UNLIMITED).reason()).isEqualTo(Reason.EXPIRED);
    answer = Idp.json(active("\"scope\":\"write\",\"iss\":\"https://evil.example\""));
    assertThat(verifier.verify(jwt(",\"jti\":5"), UNLIMITED).reason())
        .isEqualTo(Reason.UNKNOWN_ISSUER);
    answer = Idp.json("{\"active\":true,\"scope\":\"write\"}");
    token = verifier.verify(jwt(",\"jti\":6,\"cnf\":{\"jkt\":\"k\"}"), UNLIMITED).token();
    assertThat(token.subject()).isEqualTo("ada");
    assertThat(token.expiresAt()).isEqualTo(NOW + 300_000);
    assertThat(token.isBound()).isTrue();
  }

  @Test
  void endsAJwtNoLaterThanItSaysItself() {
    answer = Idp.json(active("").replace(seconds(300) + "", seconds(900) + ""));
    assertThat(verifier(issuer()).verify(jwt(""), UNLIMITED).token().expiresAt())
        .isEqualTo(NOW + 300_000);
  }

  // What the issuer says of one token, and who has sent it.

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 403, 406, 411, 413, 414, 415, 422, 431, 451})
  void takesARefusalOfOneTokenForNoOutage(int status) {
    answer = Idp.status(status, "<html>no</html>");
    IntrospectingTokenVerifier verifier = verifier(issuer());
    for (int i = 0; i < 10; i++) {
      assertThat(verifier.verify("junk" + i, UNLIMITED).reason()).isEqualTo(Reason.INACTIVE);
      assertThat(verifier.verify("junk" + i, UNLIMITED).reason())
          .as("remembered")
          .isEqualTo(Reason.INACTIVE);
    }
    assertThat(questions).hasValue(10);
    assertThat(counters.of(Event.INTROSPECTION_DECLINED)).isEqualTo(10);
    assertThat(counters.of(Event.INTROSPECTION_FAILED)).isZero();
    assertThat(Figures.of(counters)).containsEntry("INTROSPECTION_DURATION declined", 10.0);
    answer = Idp.json(active(""));
    assertThat(verifier.verify(OPAQUE, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    now.addAndGet(10_000);
    assertThat(verifier.verify("junk0", UNLIMITED).outcome())
        .as("for 10 s")
        .isEqualTo(Outcome.VALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 407, 408, 429, 500, 502, 503, 504})
  void takesARefusalOfEveryTokenForTheIssuers(int status) {
    answer = Idp.status(status, "");
    IntrospectingTokenVerifier verifier = verifier(issuer());
    for (int i = 0; i < 4; i++) {
      assertThat(verifier.verify("good" + i, UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }
    assertThat(counters.of(Event.INTROSPECTION_FAILED)).isEqualTo(3);
    assertThat(counters.of(Event.INTROSPECTION_REFUSED)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 410})
  void knowsAWrongAddressFromARefusedToken(int status) {
    answer = Idp.status(status, "");
    IntrospectingTokenVerifier verifier = verifier(issuer());
    for (int i = 0; i < 4; i++) {
      assertThat(verifier.verify("t" + i, UNLIMITED).outcome())
          .as("nothing has ever answered there")
          .isEqualTo(Outcome.UNAVAILABLE);
    }
    answer = Idp.json(active(""));
    assertThat(verifier.verify(OPAQUE, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    answer = Idp.status(status, "");
    assertThat(verifier.verify("junk", UNLIMITED).reason()).isEqualTo(Reason.INACTIVE);
  }

  @Test
  void tokensThatTheIssuerChokesOnCauseNoOutage() {
    IntrospectingTokenVerifier verifier = verifier(issuerOfTwoMinds(Idp.status(500, "oops")));
    for (int i = 0; i < 20; i++) {
      assertThat(verifier.verify("junk" + i, UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
      assertThat(verifier.verify("good" + i, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    }
    for (int i = 20; i < 30; i++) {
      verifier.verify("junk" + i, UNLIMITED);
    }
    assertThat(verifier.verify(OPAQUE, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
  }

  @Test
  void chargesTheSenderOfTokensThatTheIssuerDoesNotKnow() {
    limit = FailureLimit.of(TimeUnit.HOURS.toNanos(1), 5);
    answer = Idp.json("{\"active\":false}");
    IntrospectingTokenVerifier verifier = verifier(issuer());
    Admission attacker = From.address("203.0.113.7", limit);
    for (int i = 0; i < 20; i++) {
      Reason reason = verifier.verify("junk" + i, attacker).reason();
      assertThat(reason).isEqualTo(i < 5 ? Reason.INACTIVE : Reason.TOO_MANY_FAILURES);
      assertThat(verifier.verify("junk0", attacker).reason())
          .as("what is remembered costs nothing")
          .isEqualTo(Reason.INACTIVE);
    }
    assertThat(questions).hasValue(5);
    assertThat(counters.of(Event.TOKEN_LIMITED)).isEqualTo(15);
    answer = Idp.json(active(""));
    assertThat(verifier.verify(OPAQUE, From.address("203.0.113.8", limit)).outcome())
        .isEqualTo(Outcome.VALID);
    assertThat(verifier.verify(OPAQUE, attacker).outcome())
        .as("known to be good")
        .isEqualTo(Outcome.VALID);
  }

  @Test
  void chargesForRefusedTokensToo() {
    limit = FailureLimit.of(TimeUnit.HOURS.toNanos(1), 5);
    answer = Idp.status(403, "");
    IntrospectingTokenVerifier verifier = verifier(issuer());
    for (int i = 0; i < 20; i++) {
      verifier.verify(jwt(",\"jti\":" + i), From.address("203.0.113.7", limit));
    }
    assertThat(questions).hasValue(5);
  }

  @Test
  void leavesOtherSendersTheirShareOfTheQuestions() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    AtomicInteger held = new AtomicInteger();
    Idp.Answer slowNo = blocked(released, "{\"active\":false}");
    IntrospectingTokenVerifier verifier =
        verifier(
            issuerOfTwoMinds(
                exchange -> {
                  held.incrementAndGet();
                  slowNo.to(exchange);
                }));
    ExecutorService threads = Executors.newFixedThreadPool(24);
    List<Future<Verdict>> junk = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String token = "junk" + i;
      junk.add(threads.submit(() -> verifier.verify(token, From.address("203.0.113.7", limit))));
    }
    Await.until("half of the questions are taken", () -> held.get() == 8);
    Await.until("the rest is sent away", () -> counters.of(Event.INTROSPECTION_REFUSED) == 24 - 8);
    for (int i = 0; i < 50; i++) {
      assertThat(verifier.verify("good" + i, From.address("203.0.113.8", limit)).outcome())
          .isEqualTo(Outcome.VALID);
    }
    assertThat(held).hasValue(8);
    released.countDown();
    for (Future<Verdict> each : junk) {
      assertThat(each.get().outcome()).isNotEqualTo(Outcome.VALID);
    }
    threads.shutdown();
  }

  @Test
  void doesNotAskAboutAJwtThatIsBadAnyway() {
    IntrospectingTokenVerifier verifier = verifier(issuer().audiences(Arrays.asList("estate")));
    assertThat(verifier.verify(jwt("").replace('.', '_'), UNLIMITED).outcome())
        .isNotEqualTo(Outcome.VALID);
    questions.set(0);
    assertThat(
            verifier
                .verify(KEY.token("ES256", "{\"iss\":\"https://evil.example\"}"), UNLIMITED)
                .reason())
        .isEqualTo(Reason.UNKNOWN_ISSUER);
    assertThat(verifier.verify(jwt(""), UNLIMITED).reason()).isEqualTo(Reason.AUDIENCE);
    assertThat(
            verifier.verify(jwt(",\"aud\":\"estate\",\"nbf\":" + seconds(900)), UNLIMITED).reason())
        .isEqualTo(Reason.NOT_YET_VALID);
    String logout =
        KEY.sign(
            "ES256",
            "{\"alg\":\"ES256\",\"typ\":\"logout+jwt\"}",
            "{\"iss\":\"" + idp.uri() + "\",\"aud\":\"estate\",\"exp\":" + seconds(300) + "}");
    assertThat(verifier.verify(logout, UNLIMITED).reason()).isEqualTo(Reason.TYPE);
    assertThat(questions).hasValue(0);
  }

  @Test
  void triesTheEndpointWhenAskedTo() {
    VerifierSettings settings =
        TestSettings.of(Collections.singletonList(issuer().build()))
            .introspection(Duration.ofSeconds(20), 1)
            .introspectsOpaque()
            .build();
    answer = Idp.json("{\"active\":false}");
    assertThat(IntrospectingTokenVerifier.check(settings)).isEmpty();
    answer = Idp.status(401, "");
    assertThat(IntrospectingTokenVerifier.check(settings))
        .singleElement()
        .asString()
        .startsWith("issuer main: ")
        .contains("HTTP 401", "tokenrelay.issuer.main.introspection-uri");
  }

  // Revocation.

  @Test
  void stopsATokenWithAGoodSignatureThatIsNoLongerActive() {
    revocation = "introspection";
    IntrospectingTokenVerifier verifier = verifier(issuer());
    String token = jwt("");
    for (int i = 0; i < 3; i++) {
      assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    }
    assertThat(questions).hasValue(1);
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(1);
    answer = Idp.json("{\"active\":false}");
    now.addAndGet(29_999);
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    now.addAndGet(1);
    assertThat(verifier.verify(token, UNLIMITED).reason()).isEqualTo(Reason.REVOKED);
    assertThat(verifier.verify(token, UNLIMITED).reason()).isEqualTo(Reason.REVOKED);
    assertThat(questions).hasValue(2);
  }

  @Test
  void asksAboutNoTokenWithABadSignature() {
    revocation = "introspection";
    IntrospectingTokenVerifier verifier = verifier(issuer());
    String forged =
        Signer.ec("k", "secp256r1")
            .token("ES256", "{\"iss\":\"" + idp.uri() + "\",\"exp\":" + seconds(300) + "}");
    assertThat(verifier.verify(forged, UNLIMITED).reason()).isEqualTo(Reason.SIGNATURE);
    assertThat(questions).hasValue(0);
  }

  @Test
  void cannotVerifyWhatItCannotAskAbout() {
    revocation = "introspection";
    answer = Idp.status(500, "");
    assertThat(verifier(issuer()).verify(jwt(""), UNLIMITED).outcome())
        .isEqualTo(Outcome.UNAVAILABLE);
    TestIssuer mute = unasked();
    assertThat(verifier(mute).verify(jwt(""), UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
  }

  private static Idp.Answer blocked(CountDownLatch released, String body) {
    return exchange -> {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      Idp.json(body).to(exchange);
    };
  }
}
