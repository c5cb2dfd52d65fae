package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.WallClock;
import io.tokenrelay.agent.relay.InboundPolicy.Mode;
import io.tokenrelay.agent.relay.access.AccessRules;
import io.tokenrelay.agent.relay.access.RuleProperties;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.limit.FailureLimit;
import io.tokenrelay.agent.relay.testing.CapturedLog;
import io.tokenrelay.agent.relay.testing.Inbounds;
import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestClaims;
import io.tokenrelay.agent.relay.testing.TestRequest;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Grants;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract about inbound requests, row by row. */
class InboundRelayTest {
  private static final String GOOD = TestTokens.compact("alice");

  private final AtomicInteger verifications = new AtomicInteger();
  private final AtomicLong now = new AtomicLong(1_000);
  private final Counters counters = new Counters();
  private UnaryOperator<Token.Builder> bound = UnaryOperator.identity();
  private final Switch enabled = new Switch();

  /** Trusts every token except those whose subject is a reason. */
  private Verdict verify(String compact, Requirements by, Admission admission) {
    if (!compact.matches("[A-Za-z0-9_.-]+")) {
      return Verdict.invalid(Reason.MALFORMED);
    }
    verifications.incrementAndGet();
    String subject = compact.substring(compact.indexOf('.') + 1, compact.lastIndexOf('.'));
    for (Reason reason : Reason.values()) {
      if (reason.name().equals(subject)) {
        return reason == Reason.KEYS_UNAVAILABLE ? Verdict.unavailable() : Verdict.invalid(reason);
      }
    }
    if (subject.equals("broken")) {
      throw new IllegalStateException(compact);
    }
    return Verdict.valid(bound.apply(TestTokens.of(subject).client("web")).build());
  }

  private InboundRelay inbound(Settings.Inbound policy) {
    return Inbounds.of(policy.build(), this::verify, counters, enabled, now::get);
  }

  private InboundRelay inbound(Mode mode) {
    return inbound(new Settings.Inbound().set(InboundProperties.MODE, mode));
  }

  private static String token(String subject) {
    return TestTokens.compact(subject);
  }

  /** Replaces a word in braces by the token of that subject. */
  private static String spell(String header) {
    int open = header.indexOf('{');
    int close = header.indexOf('}');
    return open < 0
        ? header
        : header.substring(0, open)
            + token(header.substring(open + 1, close))
            + header.substring(close + 1);
  }

  // What is presented.

  @ParameterizedTest(name = "[{0}] -> {1} in observe, {2} in enforce-present, {3} in enforce")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Bearer {alice}           | relayed | relayed | relayed | TOKEN_VALID",
        "bearer {alice}           | relayed | relayed | relayed | TOKEN_VALID",
        "BEARER {alice}           | relayed | relayed | relayed | TOKEN_VALID",
        "BeArEr {alice}           | relayed | relayed | relayed | TOKEN_VALID",
        "\"\"                     | passed  | passed  | 401     | REQUEST_WITHOUT_TOKEN",
        "Basic dXNlcjpwYXNz       | passed  | passed  | 401     | REQUEST_WITHOUT_TOKEN",
        "Basic {alice}            | passed  | passed  | 401     | REQUEST_WITHOUT_TOKEN",
        "Negotiate YIIx           | passed  | passed  | 401     | REQUEST_WITHOUT_TOKEN",
        "Bearer{alice}            | passed  | passed  | 401     | REQUEST_WITHOUT_TOKEN",
        "Bearers {alice}          | passed  | passed  | 401     | REQUEST_WITHOUT_TOKEN",
        "{alice}                  | passed  | passed  | 401     | REQUEST_WITHOUT_TOKEN",
        "\" Bearer {alice}\"      | passed  | passed  | 401     | REQUEST_WITHOUT_TOKEN",
        "DPoP {alice}             | passed  | passed  | 401     | TOKEN_DPOP",
        "dpop {alice}             | passed  | passed  | 401     | TOKEN_DPOP",
        "Bearer 2YotnFZFEjr1zCsic | passed  | 401     | 401     | TOKEN_OPAQUE",
        "Bearer ya29.a0Af_x-9     | passed  | 401     | 401     | TOKEN_OPAQUE",
        "Bearer abc+/~==          | passed  | 401     | 401     | TOKEN_OPAQUE",
        "Bearer                   | passed  | 400     | 400     | TOKEN_INVALID",
        "\"Bearer \"              | passed  | 400     | 400     | TOKEN_INVALID",
        "Bearer  {alice}          | relayed | relayed | relayed | TOKEN_VALID",
        "bearer     {alice}       | relayed | relayed | relayed | TOKEN_VALID",
        "\"Bearer {alice} \"      | passed  | 400     | 400     | TOKEN_INVALID",
        "\"Bearer\t{alice}\"      | passed  | passed  | 401     | REQUEST_WITHOUT_TOKEN",
        "Bearer {alice},x         | passed  | 400     | 400     | TOKEN_INVALID",
        "Bearer {alice}, Bearer x | passed  | 400     | 400     | TOKEN_MULTIPLE",
        "Bearer {ali ce}          | passed  | 400     | 400     | TOKEN_INVALID",
        "Bearer {alicé}           | passed  | 400     | 400     | TOKEN_INVALID",
        "Bearer {alice}=          | passed  | 400     | 400     | TOKEN_INVALID",
        "Bearer {a+b}             | passed  | 400     | 400     | TOKEN_INVALID",
        "Bearer {alice}.x         | passed  | 400     | 400     | TOKEN_INVALID",
        "Bearer {alice}.a.b       | passed  | 400     | 400     | TOKEN_INVALID",
        "Bearer eyJhbGciOiJ9.e30  | passed  | 400     | 400     | TOKEN_INVALID",
      })
  void readsTheBearerToken(
      String header, String observe, String present, String enforce, Event event) {
    String[] expected = {observe, present, enforce};
    for (Mode mode : Mode.values()) {
      Exchange exchange = inbound(mode).receive(TestRequest.authorized(spell(header)));
      assertThat(outcome(exchange)).as(mode.name()).isEqualTo(expected[mode.ordinal()]);
    }
    assertThat(counters.of(event)).isEqualTo(3);
    assertThat(counters.of(Event.REQUEST_RECEIVED)).isEqualTo(3);
    assertThat(verifications).hasValue(event == Event.TOKEN_VALID ? 3 : 0);
  }

  @ParameterizedTest(name = "[{0}] [{1}] -> {2} in observe, {3} in enforce")
  @CsvSource(
      delimiter = '|',
      value = {
        "Bearer {alice}   | Bearer {alice} | relayed | relayed",
        "Bearer {alice}   | bearer {alice} | passed  | 400",
        "Bearer {alice}   | Basic abc      | passed  | 400",
        "Basic abc        | Bearer {alice} | passed  | 400",
        "Basic abc        | Basic abd      | passed  | 400",
        "Basic abc        | Basic abc      | passed  | 401",
        "Bearer {alice}   | ''             | passed  | 400",
        "''               | Bearer {alice} | passed  | 400",
        "Bearer {alice}   | 'Bearer {alice} ' | passed  | 400",
        "Negotiate        | Bearer {alice} | passed  | 400",
        "Bearer {alice}   | Bearer {bob}   | passed  | 400",
        "Bearer {alice}   | Bearer opaque  | passed  | 400",
        "Bearer {alice}   | DPoP {alice}   | passed  | 400",
        "Bearer opaque    | Bearer {alice} | passed  | 400",
        "Bearer {alice}   | Bearer         | passed  | 400",
      })
  void relaysNoneOfSeveralDistinctTokens(
      String first, String second, String observe, String enforce) {
    TestRequest request = TestRequest.authorized(spell(first), spell(second));
    assertThat(outcome(inbound(Mode.OBSERVE).receive(request))).isEqualTo(observe);
    assertThat(outcome(inbound(Mode.ENFORCE_PRESENT).receive(request)))
        .isEqualTo(enforce.equals("401") ? "passed" : enforce);
    assertThat(outcome(inbound(Mode.ENFORCE).receive(request))).isEqualTo(enforce);
    assertThat(counters.of(Event.TOKEN_MULTIPLE)).isEqualTo(enforce.equals("400") ? 3 : 0);
  }

  @ParameterizedTest(name = "[{0}]")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "Basic abc, Bearer {alice}                        | 400",
        "Basic abc,bearer {alice}                         | 400",
        "Bearer {alice}, Basic abc                        | 400",
        "Bearer {alice}, Bearer {alice}                   | 400",
        "Bearer {alice},                                  | 400",
        "', Bearer {alice}'                               | 400",
        "Digest username=\"a\", Bearer {alice}            | 400",
        "Digest username=\"a, \\\" b\", Bearer {alice}     | 400",
        "DPoP x, Bearer {alice}                           | 400",
        "Digest username=\"a\", realm = \"b\", opaque=\"\"  | passed",
        "Digest username=\"a, Bearer {alice}\", nc=1      | passed",
        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=x | passed",
        "Custom user:word, more                           | passed",
      })
  void relaysNoneOfSeveralTokensThatAProxyHasJoined(String line, String present) {
    TestRequest request = TestRequest.authorized(spell(line));
    assertThat(outcome(inbound(Mode.OBSERVE).receive(request))).isEqualTo("passed");
    assertThat(outcome(inbound(Mode.ENFORCE_PRESENT).receive(request))).isEqualTo(present);
    assertThat(outcome(inbound(Mode.ENFORCE).receive(request)))
        .isEqualTo(present.equals("400") ? "400" : "401");
    assertThat(verifications).hasValue(0);
  }

  @Test
  void refusesATokenWithADpopKeyThatComesWithoutItsProof() {
    bound = token -> token.bound(true).bindsDpopKey(true);
    TestRequest request = TestRequest.authorized("Bearer " + GOOD);
    assertThat(outcome(inbound(Mode.ENFORCE).receive(request))).isEqualTo("401");
    assertThat(outcome(inbound(Mode.ENFORCE_PRESENT).receive(request))).isEqualTo("401");
    assertThat(outcome(inbound(Mode.OBSERVE).receive(request))).isEqualTo("relayed");
    assertThat(counters.of(Event.TOKEN_DPOP_AS_BEARER)).isEqualTo(3);
    assertThat(inbound(Mode.ENFORCE).receive(request.to("GET", "/healthz")).rejection()).isNull();
  }

  @Test
  void countsACertificateBoundTokenWithoutCheckingTheBinding() {
    bound = token -> token.bound(true).bindsCertificate(true);
    TestRequest request = TestRequest.authorized("Bearer " + GOOD);
    assertThat(outcome(inbound(Mode.ENFORCE).receive(request))).isEqualTo("relayed");
    assertThat(counters.of(Event.TOKEN_CERTIFICATE_BOUND)).isEqualTo(1);
    assertThat(counters.of(Event.TOKEN_DPOP_AS_BEARER)).isZero();
  }

  @Test
  void neverLooksForATokenInTheQuery() {
    TestRequest request = new TestRequest().to("GET", "/orders?access_token=" + GOOD);
    assertThat(outcome(inbound(Mode.ENFORCE).receive(request))).isEqualTo("401");
    assertThat(verifications).hasValue(0);
  }

  @Test
  void readsOnlyTheLengthOfAHugeToken() {
    char[] huge = new char[10_000_000];
    Arrays.fill(huge, 'a');
    String text = new String(huge);
    for (String scheme : new String[] {"Bearer ", "Basic ", "DPoP "}) {
      TestRequest request = TestRequest.authorized(scheme + text);
      assertThat(outcome(inbound(Mode.OBSERVE).receive(request))).isEqualTo("passed");
    }
    assertThat(counters.of(Event.TOKEN_OPAQUE)).as("classified by its characters").isZero();
    assertThat(counters.of(Event.TOKEN_INVALID)).as("classified by its length").isEqualTo(1);
    TestRequest request = TestRequest.authorized("Bearer eyJ." + text + ".a");
    assertThat(outcome(inbound(Mode.ENFORCE).receive(request))).isEqualTo("400");
    assertThat(verifications).hasValue(0);
  }

  @Test
  void boundsTheTokenInBytes() {
    Settings.Inbound policy = new Settings.Inbound().set(InboundProperties.MODE, Mode.ENFORCE);
    TestRequest request = TestRequest.authorized("Bearer " + GOOD);
    assertThat(
            outcome(
                inbound(policy.set(InboundProperties.MAX_TOKEN_BYTES, GOOD.length()))
                    .receive(request)))
        .isEqualTo("relayed");
    assertThat(
            outcome(
                inbound(policy.set(InboundProperties.MAX_TOKEN_BYTES, GOOD.length() - 1))
                    .receive(request)))
        .isEqualTo("400");
  }

  @Test
  void verifiesNoTokenOfThreeHundredDots() {
    String dots = "eyJ" + String.join("", Collections.nCopies(300, ".a"));
    TestRequest request = TestRequest.authorized("Bearer " + dots);
    assertThat(outcome(inbound(Mode.ENFORCE).receive(request))).isEqualTo("400");
    assertThat(verifications).hasValue(0);
  }

  // What the verifier says.

  @ParameterizedTest
  @EnumSource(Reason.class)
  void letsEveryTokenPassInObserveAndRelaysNone(Reason reason) {
    TestRequest request = TestRequest.authorized("Bearer " + token(reason.name()));
    assertThat(outcome(inbound(Mode.OBSERVE).receive(request))).isEqualTo("passed");
    assertThat(counters.of(Event.TOKEN_INVALID))
        .isEqualTo(reason == Reason.KEYS_UNAVAILABLE ? 0 : 1);
  }

  @ParameterizedTest(name = "{0} -> {1} {2} {3}")
  @CsvSource({
    "MALFORMED, 400, MALFORMED, invalid_request",
    "TOO_LARGE, 400, MALFORMED, invalid_request",
    "UNKNOWN_ISSUER, 401, INVALID, invalid_token",
    "ALGORITHM, 401, INVALID, invalid_token",
    "TYPE, 401, INVALID, invalid_token",
    "UNKNOWN_KEY, 401, INVALID, invalid_token",
    "SIGNATURE, 401, INVALID, invalid_token",
    "EXPIRED, 401, INVALID, invalid_token",
    "LIFETIME, 401, INVALID, invalid_token",
    "NOT_YET_VALID, 401, INVALID, invalid_token",
    "CLAIMS, 401, INVALID, invalid_token",
    "AUDIENCE, 401, INVALID, invalid_token",
    "CLAIM_MISSING, 403, INSUFFICIENT, insufficient_scope",
    "SCOPE, 403, INSUFFICIENT, insufficient_scope",
    "KEYS_UNAVAILABLE, 503, UNAVAILABLE, temporarily_unavailable",
    "TOO_MANY_FAILURES, 429, EXHAUSTED, too_many_requests",
  })
  void answersAsRfc6750Says(Reason reason, int status, Rejection.Kind kind, String error) {
    TestRequest request = TestRequest.authorized("Bearer " + token(reason.name()));
    for (Mode mode : new Mode[] {Mode.ENFORCE_PRESENT, Mode.ENFORCE}) {
      Exchange exchange =
          inbound(
                  new Settings.Inbound()
                      .set(InboundProperties.MODE, mode)
                      .text(InboundProperties.REALM, "shop"))
              .receive(request);
      Rejection rejection = exchange.rejection();
      assertThat(rejection).isNotNull();
      assertThat(rejection.status()).isEqualTo(status);
      assertThat(rejection.kind()).isEqualTo(kind);
      assertThat(rejection.body()).startsWith("{\"error\":\"" + error + "\"");
      assertThat(rejection.body()).doesNotContain("eyJ").doesNotContain(reason.name());
      if (status == 503 || status == 429) {
        assertThat(rejection.headers().get("Retry-After")).isEqualTo("5");
        assertThat(rejection.headers().get("WWW-Authenticate")).isNull();
      } else {
        assertThat(rejection.headers().get("Retry-After")).isNull();
        assertThat(rejection.headers().get("WWW-Authenticate"))
            .startsWith("Bearer realm=\"shop\", error=\"" + error + "\", error_description=\"");
      }
      assertThat(exchange.snapshot()).isNull();
      assertThat(exchange.identity()).isNull();
    }
    assertThat(counters.of(Event.REQUEST_REJECTED)).isEqualTo(2);
  }

  @Test
  void challengesAMissingTokenWithoutAnErrorCode() {
    Rejection rejection = inbound(Mode.ENFORCE).receive(new TestRequest()).rejection();
    assertThat(rejection).isNotNull();
    assertThat(rejection.status()).isEqualTo(401);
    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.MISSING);
    assertThat(rejection.headers().get("WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"tokenrelay\"");
    assertThat(rejection.body()).isEmpty();
  }

  // What a token must grant.

  @ParameterizedTest(name = "{0} {1}, scopes [{2}]: {3} in observe, {4} otherwise")
  @CsvSource({
    "GET, /orders, orders, relayed, relayed",
    "GET, /orders, other, relayed, 403",
    "GET, /orders, '', relayed, 403",
    "GET, /free, '', relayed, relayed",
    "GET, /actuator/health/x, '', relayed, relayed",
  })
  void holdsAVerifiedTokenToTheRuleOfItsPath(
      String method, String path, String scopes, String observe, String enforce) {
    AccessRules rules = ordersNeed("orders");
    Grants grants = rules.metBy(TestClaims.scoped(scopes.split(" ")));
    TokenVerifier verifier =
        (compact, by, admission) -> Verdict.valid(TestTokens.of("alice").grants(grants).build());
    TestRequest request = TestRequest.authorized("Bearer " + GOOD).to(method, path);
    for (Mode mode : Mode.values()) {
      InboundRelay inbound =
          Inbounds.of(
              new Settings.Inbound().set(InboundProperties.MODE, mode).rules(rules).build(),
              verifier,
              counters,
              enabled,
              now::get);
      assertThat(outcome(inbound.receive(request)))
          .as(mode.name())
          .isEqualTo(mode == Mode.OBSERVE ? observe : enforce);
    }
    boolean unmet = path.equals("/orders") && !scopes.equals("orders");
    assertThat(counters.of(Event.TOKEN_INSUFFICIENT))
        .as("counted in observe, too")
        .isEqualTo(unmet ? 3 : 0);
    assertThat(counters.of(Event.REQUEST_REJECTED)).isEqualTo(enforce.equals("403") ? 2 : 0);
    assertThat(counters.of(Event.TOKEN_VALID)).isEqualTo(3);
  }

  @Test
  void judgesTheNextRequestByANewPolicyAndAsksTheVerifierAboutItsRules() {
    AccessRules before = ordersNeed("orders");
    AccessRules after = ordersNeed("admin");
    TokenVerifier verifier =
        (compact, by, admission) ->
            Verdict.valid(
                TestTokens.of("alice").grants(by.metBy(TestClaims.scoped("orders"))).build());
    Settings.Inbound policy = new Settings.Inbound().set(InboundProperties.MODE, Mode.ENFORCE);
    InboundRelay inbound =
        Inbounds.of(policy.rules(before).build(), verifier, counters, enabled, now::get);
    TestRequest request = TestRequest.authorized("Bearer " + GOOD).to("GET", "/orders");
    assertThat(outcome(inbound.receive(request))).isEqualTo("relayed");
    inbound.use(policy.rules(after).build());
    assertThat(outcome(inbound.receive(request))).isEqualTo("403");
    inbound.use(policy.rules(after).set(InboundProperties.MODE, Mode.OBSERVE).build());
    assertThat(outcome(inbound.receive(request))).isEqualTo("relayed");
    assertThat(inbound.isEnforcing()).isFalse();
  }

  @Test
  void namesTheScopesThatAreNeeded() {
    Settings.Inbound policy =
        new Settings.Inbound()
            .set(InboundProperties.MODE, Mode.ENFORCE)
            .rules(ordersNeed("orders", "read"));
    Rejection rejection =
        inbound(policy).receive(TestRequest.authorized("Bearer " + GOOD)).rejection();
    assertThat(rejection).isNotNull();
    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.INSUFFICIENT);
    assertThat(rejection.headers().get("WWW-Authenticate"))
        .isEqualTo(
            "Bearer realm=\"tokenrelay\", error=\"insufficient_scope\","
                + " error_description=\"The access token does not grant this\","
                + " scope=\"orders read\"");
    assertThat(rejection.body())
        .isEqualTo(
            "{\"error\":\"insufficient_scope\","
                + "\"error_description\":\"The access token does not grant this\"}");
  }

  @Test
  void namesTheScopesThatTheIssuerShouldHaveGranted() {
    Verdict verdict =
        Verdict.insufficient(Reason.SCOPE, new LinkedHashSet<>(Arrays.asList("shop", "read")));
    InboundRelay inbound =
        Inbounds.of(
            new Settings.Inbound().set(InboundProperties.MODE, Mode.ENFORCE).build(),
            (compact, by, admission) -> verdict,
            counters,
            enabled,
            WallClock.INSTANCE);
    Rejection rejection = inbound.receive(TestRequest.authorized("Bearer " + GOOD)).rejection();
    assertThat(rejection).isNotNull();
    assertThat(rejection.headers().get("WWW-Authenticate")).endsWith(", scope=\"shop read\"");
  }

  private static AccessRules ordersNeed(String... scopes) {
    return AccessRules.of(
        Collections.singletonList(
            new Settings.Rule()
                .list(RuleProperties.PATHS, Arrays.asList("/orders/**", "/actuator/**"))
                .list(RuleProperties.SCOPES, Arrays.asList(scopes))
                .build()));
  }

  // Who is exempt.

  @ParameterizedTest(name = "{0} -> exempt: {1}")
  @CsvSource({
    "/health, true",
    "/healthz, true",
    "/livez, true",
    "/readyz, true",
    "/actuator/health, true",
    "/actuator/health/liveness, true",
    "/actuator/health/a/b, true",
    "/grpc.health.v1.Health/Check, false",
    "/, false",
    "/orders, false",
    "/health/, false",
    "/health/x, false",
    "/healthy, false",
    "/HEALTH, false",
    "/shop/health, false",
    "/health;x=1, false",
    "/health/../orders, false",
    "/actuator, false",
    "/actuator/healthy, false",
    "/actuator/health/../env, false",
    "/actuator/health/..;/env, false",
    "/actuator/health/;/../env, false",
    "/actuator/health;/env, false",
    "/actuator/health/%2e%2e/env, false",
    "/actuator/health//env, false",
    "/actuator/health/./env, false",
    "/actuator/health/\\..\\env, false",
    "/actuator/health/ a, false",
  })
  void enforcesNothingOnHealthPaths(String path, boolean exempt) {
    InboundRelay inbound = inbound(Mode.ENFORCE);
    TestRequest missing = new TestRequest().to("GET", path);
    TestRequest bad = TestRequest.authorized("Bearer " + token("SIGNATURE")).to("GET", path);
    TestRequest good = TestRequest.authorized("Bearer " + GOOD).to("GET", path);
    assertThat(outcome(inbound.receive(missing))).isEqualTo(exempt ? "passed" : "401");
    assertThat(outcome(inbound.receive(bad))).isEqualTo(exempt ? "passed" : "401");
    assertThat(outcome(inbound.receive(good))).isEqualTo("relayed");
  }

  @ParameterizedTest(name = "{0}, resolved to {1} -> exempt: {2}")
  @CsvSource({
    "/health, /health/, true",
    "/health?a=b/, /health/, true",
    "http://h/health, /health/, true",
    "/health/, /health, true",
    "/health/, /health/, false",
    "/healthz, /health/, false",
    "/health/x, /health/, false",
    "/health;x, /health/, false",
    "/orders, /orders/, false",
    "/, '', false",
  })
  void exemptsTheRootOfAnApplicationWithAndWithoutItsSlash(
      String target, String resolved, boolean exempt) {
    TestRequest request = new TestRequest().to("GET", target).resolvedTo(resolved);

    assertThat(outcome(inbound(Mode.ENFORCE).receive(request)))
        .isEqualTo(exempt ? "passed" : "401");
  }

  @ParameterizedTest(name = "{0} -> exempt: {1}")
  @CsvSource({
    "/grpc.health.v1.Health/Check, true",
    "/grpc.health.v1.Health/Watch, true",
    "/grpc.health.v1.HealthX/Check, false",
    "/x.grpc.health.v1.Health/Check, false",
    "/health, false",
    "/actuator/health/Check, false",
  })
  void takesAServiceForAServiceAndAPathForAPath(String path, boolean exempt) {
    InboundRelay inbound = inbound(Mode.ENFORCE);

    assertThat(outcome(inbound.receive(new TestRequest().to("POST", path).byGrpc())))
        .isEqualTo(exempt ? "passed" : "401");
  }

  @ParameterizedTest(name = "{0}, resolved to {1}")
  @CsvSource({
    "/admin/../actuator/health, /actuator/health",
    "/admin/..;/health, /health",
    "/admin/%2e%2e/health, /health",
    "/health;/../admin, /health",
    "/health%2f..%2fadmin, /health",
    "//health, /health",
    "http://x?/health, /health",
    "/admin, /health",
  })
  void exemptsNoPathThatCanBeReadInTwoWays(String target, String resolved) throws Exception {
    TestRequest request = new TestRequest().to("GET", target).resolvedTo(resolved);
    try (CapturedLog log = new CapturedLog()) {
      InboundRelay inbound = inbound(Mode.ENFORCE);
      for (int i = 0; i < 3; i++) {
        assertThat(outcome(inbound.receive(request))).isEqualTo("401");
      }
      assertThat(log.lines("WARN")).hasSize(1);
      now.addAndGet(60_000);
      inbound.receive(request);
      assertThat(log.lines("WARN")).hasSize(2);
      assertThat(log.lines("WARN").get(1)).contains("two ways: 3;");
      assertThat(log.text()).doesNotContain("health");
    }
    assertThat(counters.of(Event.REQUEST_AMBIGUOUS)).isEqualTo(4);
    assertThat(outcome(inbound(Mode.OBSERVE).receive(request))).isEqualTo("passed");
    assertThat(counters.of(Event.REQUEST_AMBIGUOUS)).as("where tokens are enforced").isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "Host, x/admin?",
    "X-Forwarded-Host, x/admin?",
    "X-Forwarded-Prefix, /admin;x",
  })
  void exemptsNoPathThatAnotherHeaderMayHaveMovedOn(String header, String value) {
    TestRequest request = new TestRequest().to("GET", "/health").with(header, value);

    assertThat(outcome(inbound(Mode.ENFORCE).receive(request))).isEqualTo("401");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a*b", "/a/*", "/a;b", "/a/../b", "/a//b", "/**", "/a%20b"})
  void refusesPathsThatCouldBeReadInTwoWays(String path) {
    assertThatThrownBy(
            () ->
                new Settings.Inbound()
                    .list(InboundProperties.EXCLUDE_PATHS, Collections.singletonList(path)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + path + "' is not a path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "actuator/health", "actuator/health/**", "x/grpc.health.v1.Y"})
  void refusesAPathThatLacksItsSlash(String path) {
    assertThatThrownBy(
            () ->
                new Settings.Inbound()
                    .list(InboundProperties.EXCLUDE_PATHS, Collections.singletonList(path)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + path + "' is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Greeter", "grpc.health.v1.Health", "shop.orders"})
  void takesTheFullNameOfAServiceOfGrpc(String service) {
    assertThat(
            new Settings.Inbound()
                .list(InboundProperties.EXCLUDE_PATHS, Collections.singletonList(service)))
        .isNotNull();
  }

  @ParameterizedTest(name = "{0} Origin={1} Access-Control-Request-Method={2} -> {3}")
  @CsvSource({
    "OPTIONS, https://a.example, POST, passed",
    "OPTIONS, , POST, 401",
    "OPTIONS, https://a.example, , 401",
    "OPTIONS, null, POST, passed",
    "OPTIONS, http://localhost:3000, x-purge, passed",
    "OPTIONS, https://a.example/, POST, 401",
    "OPTIONS, a.example, POST, 401",
    "OPTIONS, file://, POST, passed",
    "OPTIONS, ://a.example, POST, 401",
    "OPTIONS, '', POST, 401",
    "OPTIONS, https://a.example, 'PO ST', 401",
    "OPTIONS, https://a.example, '', 401",
    "options, https://a.example, POST, 401",
    "GET, https://a.example, POST, 401",
  })
  void enforcesNothingOnACorsPreflight(
      String method, String origin, String requested, String expected) {
    TestRequest request = new TestRequest().to(method, "/orders");
    if (origin != null) {
      request.with("Origin", origin);
    }
    if (requested != null) {
      request.with("Access-Control-Request-Method", requested);
    }
    assertThat(outcome(inbound(Mode.ENFORCE).receive(request))).isEqualTo(expected);
    Settings.Inbound strict =
        new Settings.Inbound()
            .set(InboundProperties.MODE, Mode.ENFORCE)
            .set(InboundProperties.CORS_PREFLIGHT_BYPASS, false);
    assertThat(outcome(inbound(strict).receive(request))).isEqualTo("401");
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer x.y",
    "Cookie, a=b",
    "Content-Length, 2",
    "Transfer-Encoding, chunked",
  })
  void takesNothingForAPreflightThatNoBrowserSends(String header, String value) {
    TestRequest request =
        new TestRequest()
            .to("OPTIONS", "/orders")
            .with("Origin", "https://a.example")
            .with("Access-Control-Request-Method", "POST")
            .with("Content-Length", "0");
    assertThat(outcome(inbound(Mode.ENFORCE).receive(request))).isEqualTo("passed");
    TestRequest other = new TestRequest().to("OPTIONS", "/orders").with(header, value);
    other.with("Origin", "https://a.example").with("Access-Control-Request-Method", "POST");
    assertThat(outcome(inbound(Mode.ENFORCE).receive(other))).startsWith("40");
  }

  @Test
  void exemptsNoPreflightOfAPathThatCanBeReadInTwoWaysOrWhoseRuleNamesOptions() {
    AccessRules rules =
        AccessRules.of(
            Collections.singletonList(
                new Settings.Rule()
                    .list(RuleProperties.PATHS, Collections.singletonList("/admin/**"))
                    .list(RuleProperties.METHODS, Collections.singletonList("OPTIONS"))
                    .build()));
    InboundRelay inbound =
        inbound(new Settings.Inbound().set(InboundProperties.MODE, Mode.ENFORCE).rules(rules));
    for (String path : new String[] {"/admin/x", "/Admin", "/orders;x", "/orders", "/admins"}) {
      TestRequest request =
          new TestRequest()
              .to("OPTIONS", path)
              .with("Origin", "https://a.example")
              .with("Access-Control-Request-Method", "POST");
      assertThat(outcome(inbound.receive(request)))
          .as(path)
          .isEqualTo(path.equals("/orders") || path.equals("/admins") ? "passed" : "401");
    }
  }

  // What the application sees.

  @Test
  void showsTheCallerToTheApplication() {
    TestRequest request = TestRequest.authorized("Bearer " + GOOD);
    Settings.Inbound shown = new Settings.Inbound().set(IdentityProperties.REQUEST_ATTRIBUTE, true);
    assertThat(inbound(shown).receive(request).identity())
        .containsOnlyKeys("issuer", "subject", "client")
        .containsEntry("issuer", TestTokens.ISSUER)
        .containsEntry("subject", "alice")
        .containsEntry("client", "web");
    assertThat(inbound(shown).receive(new TestRequest()).identity()).isNull();
    assertThat(inbound(Mode.OBSERVE).receive(request).identity()).as("unasked").isNull();
  }

  @Test
  void namesTheCallerToTheServletApiIfItIsAskedFor() {
    TestRequest request = TestRequest.authorized("Bearer " + GOOD);
    Settings.Inbound named = new Settings.Inbound().set(IdentityProperties.PRINCIPAL, true);
    assertThat(inbound(named).receive(request).principal()).hasToString("alice");
    assertThat(inbound(named).receive(request).identity()).isNull();
    assertThat(inbound(named).receive(new TestRequest()).principal()).isNull();
    assertThat(inbound(Mode.OBSERVE).receive(request).principal()).as("unasked").isNull();
  }

  @Test
  void relaysTheHeaderAsItCameIn() {
    String header = "Bearer " + GOOD;
    Object snapshot = inbound(Mode.OBSERVE).receive(TestRequest.authorized(header)).snapshot();
    assertThat(((Snapshot) snapshot).headerValue()).isSameAs(header);
  }

  @Test
  void letsTheTokenGoWhenTheResponseIsComplete() {
    Exchange exchange = inbound(Mode.OBSERVE).receive(TestRequest.authorized("Bearer " + GOOD));
    Snapshot snapshot = (Snapshot) exchange.snapshot();
    RelayPolicy request =
        new Settings.Relay().set(RelayProperties.DETACHED, RelayPolicy.Detached.REQUEST).build();
    assertThat(snapshot.isAlive(request, now.get())).isTrue();
    exchange.completed();
    exchange.completed();
    assertThat(snapshot.isAlive(request, now.get())).isFalse();
  }

  // Switch, faults, logs.

  @Test
  void capturesNothingInObserveWhenRelayingIsSwitchedOff() {
    enabled.set(false);
    InboundRelay inbound = inbound(Mode.OBSERVE);
    assertThat(outcome(inbound.receive(new TestRequest()))).isEqualTo("passed");
    assertThat(outcome(inbound.receive(TestRequest.authorized("Bearer " + GOOD))))
        .isEqualTo("passed");
    assertThat(counters.of(Event.REQUEST_RECEIVED)).isZero();
  }

  @Test
  void stillEnforcesWhenRelayingIsSwitchedOff() {
    enabled.set(false);
    InboundRelay inbound = inbound(Mode.ENFORCE);
    assertThat(outcome(inbound.receive(new TestRequest()))).isEqualTo("401");
    assertThat(outcome(inbound.receive(TestRequest.authorized("Bearer " + token("SIGNATURE")))))
        .isEqualTo("401");
    assertThat(outcome(inbound.receive(TestRequest.authorized("Bearer " + GOOD))))
        .isEqualTo("passed");
    assertThat(outcome(inbound.failed(new IllegalStateException()))).isEqualTo("503");
    assertThat(inbound.isEnforcing()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void rejectsNothingWhenEnforcementIsSwitchedOff(Mode mode) {
    Switch enforcing = new Switch();
    InboundRelay inbound =
        new InboundRelay(
            new Settings.Inbound().set(InboundProperties.MODE, mode).build(),
            this::verify,
            null,
            FailureLimit.NONE,
            counters,
            enabled,
            enforcing,
            WallClock.INSTANCE);
    enforcing.set(false);

    assertThat(outcome(inbound.receive(new TestRequest()))).isEqualTo("passed");
    assertThat(outcome(inbound.receive(TestRequest.authorized("Bearer " + token("SIGNATURE")))))
        .isEqualTo("passed");
    assertThat(outcome(inbound.receive(TestRequest.authorized("Bearer " + GOOD))))
        .isEqualTo("relayed");
    assertThat(outcome(inbound.failed(new IllegalStateException()))).isEqualTo("passed");
    assertThat(inbound.isEnforcing()).isFalse();

    enforcing.set(true);

    assertThat(inbound.isEnforcing()).isEqualTo(mode != Mode.OBSERVE);
  }

  @Test
  void rejectsEverythingExceptHealthPathsWhenClosed() {
    InboundRelay inbound =
        Inbounds.of(
            new Settings.Inbound().build().closed(),
            this::verify,
            counters,
            enabled,
            WallClock.INSTANCE);
    TestRequest preflight =
        new TestRequest()
            .to("OPTIONS", "/orders")
            .with("Origin", "https://shop.example")
            .with("Access-Control-Request-Method", "GET");

    assertThat(outcome(inbound.receive(new TestRequest()))).isEqualTo("503");
    assertThat(outcome(inbound.receive(TestRequest.authorized("Bearer " + GOOD)))).isEqualTo("503");
    assertThat(outcome(inbound.receive(preflight))).isEqualTo("503");
    assertThat(outcome(inbound.receive(new TestRequest().to("GET", "/health"))))
        .isEqualTo("passed");
    assertThat(verifications).hasValue(0);
  }

  @Test
  void doesNotCallATokenBadWhenItCannotBeVerified() {
    InboundRelay inbound =
        Inbounds.of(
            new Settings.Inbound().build().closed(),
            this::verify,
            counters,
            enabled,
            WallClock.INSTANCE);
    for (TestRequest request :
        Arrays.asList(
            new TestRequest(),
            TestRequest.authorized("Bearer " + GOOD),
            TestRequest.authorized("Bearer " + token("SIGNATURE")),
            TestRequest.authorized("Bearer x.y"),
            TestRequest.authorized("DPoP " + GOOD))) {
      Rejection rejection = inbound.receive(request).rejection();

      assertThat(rejection).isNotNull();
      assertThat(rejection.status()).isEqualTo(503);
      assertThat(rejection.headers()).containsOnlyKeys("Retry-After");
      assertThat(rejection.body())
          .contains("This service cannot check access tokens at the moment")
          .doesNotContain("invalid_token", "The access token");
    }
  }

  @Test
  void takesAnotherPolicyFromTheNextRequestOn() {
    InboundRelay inbound = inbound(Mode.OBSERVE);
    assertThat(outcome(inbound.receive(new TestRequest()))).isEqualTo("passed");
    inbound.use(new Settings.Inbound().set(InboundProperties.MODE, Mode.ENFORCE).build());
    assertThat(outcome(inbound.receive(new TestRequest()))).isEqualTo("401");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({"OBSERVE, passed", "ENFORCE_PRESENT, 503", "ENFORCE, 503"})
  void anErrorInTheAgentOpensNoDoorAndNeverReachesTheApplication(Mode mode, String expected)
      throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      InboundRelay inbound = inbound(mode);
      TestRequest request = TestRequest.authorized("Bearer " + token("broken"));
      assertThat(outcome(inbound.receive(request))).isEqualTo(expected);
      assertThat(outcome(inbound.receive(request))).isEqualTo(expected);
      assertThat(counters.of(Event.INTERNAL_ERROR)).isEqualTo(2);
      assertThat(log.lines("WARN")).hasSize(1);
      assertThat(log.text()).doesNotContain("eyJ");
    }
  }

  @Test
  void namesTheCallerInTheLogByADigestOnly() throws Exception {
    try (CapturedLog log = new CapturedLog().withDebugOf(InboundRelay.class)) {
      inbound(Mode.OBSERVE).receive(TestRequest.authorized("Bearer " + GOOD));
      inbound(new Settings.Inbound().set(InboundProperties.LOG_IDENTITY, "none"))
          .receive(TestRequest.authorized("Bearer " + GOOD));
      inbound(Mode.OBSERVE).receive(TestRequest.authorized("Bearer " + token("EXPIRED")));
      assertThat(log.lines("DEBUG")).hasSize(3);
      // SHA-256("https://idp.example/realms/x\nalice") = e6d44ec4...
      assertThat(log.lines("DEBUG").get(0)).contains(TestTokens.ISSUER).endsWith("e6d44ec4");
      assertThat(log.lines("DEBUG").get(1)).endsWith("subject -");
      assertThat(log.lines("DEBUG").get(2)).endsWith("INVALID EXPIRED");
      assertThat(log.text()).doesNotContain("alice").doesNotContain("eyJ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a\\b", "a\nb", "é"})
  void refusesARealmThatBreaksTheHeader(String realm) {
    assertThatThrownBy(() -> new Settings.Inbound().text(InboundProperties.REALM, realm))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String outcome(Exchange exchange) {
    Rejection rejection = exchange.rejection();
    if (rejection != null) {
      return Integer.toString(rejection.status());
    }
    return exchange.snapshot() == null ? "passed" : "relayed";
  }
}
