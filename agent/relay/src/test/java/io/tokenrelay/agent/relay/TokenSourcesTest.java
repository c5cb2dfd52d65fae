package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.InboundPolicy.Mode;
import io.tokenrelay.agent.relay.InboundPolicy.Opaque;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.testing.Inbounds;
import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestRequest;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.instrumentation.spi.Exchange;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens in other places than Authorization, and tokens that are no JWT. */
class TokenSourcesTest {
  private static final String ALICE = TestTokens.compact("alice");
  private static final String BOB = TestTokens.compact("bob");
  private static final String OPAQUE = "2YotnFZFEjr1zCsicMWpAA";

  private final Counters counters = new Counters();

  /** Trusts JWTs, and one opaque token. */
  private static Verdict verify(String compact, Requirements by, Admission admission) {
    if (compact.equals(OPAQUE)) {
      return Verdict.valid(Token.verified(OPAQUE, "idp").expiresAt(Long.MAX_VALUE).build());
    }
    int first = compact.indexOf('.');
    int second = compact.indexOf('.', first + 1);
    return second < 0
        ? Verdict.invalid(Verdict.Reason.INACTIVE)
        : Verdict.valid(TestTokens.of(compact.substring(first + 1, second)).build());
  }

  private Exchange receive(Settings.Inbound policy, TestRequest request) {
    return Inbounds.of(
            policy.build(), TokenSourcesTest::verify, counters, new Switch(), () -> 1_000)
        .receive(request);
  }

  /** The header that calls of this request would get; the status of a refusal; or nothing. */
  private String outcome(Settings.Inbound policy, TestRequest request) {
    Exchange exchange = receive(policy, request);
    if (exchange.rejection() != null) {
      return String.valueOf(exchange.rejection().status());
    }
    Snapshot snapshot = (Snapshot) exchange.snapshot();
    return snapshot == null ? "nothing" : snapshot.headerValue();
  }

  private static Settings.Inbound sources(String... sources) {
    return new Settings.Inbound().list(InboundProperties.CAPTURE_SOURCES, Arrays.asList(sources));
  }

  @Test
  void readsABareTokenFromAHeader() {
    TestRequest request = new TestRequest().with("X-Access-Token", ALICE);
    assertThat(outcome(sources("header:x-access-token"), request)).isEqualTo("Bearer " + ALICE);
    assertThat(outcome(new Settings.Inbound(), request)).isEqualTo("nothing");
  }

  @Test
  void readsATokenBehindAPrefix() {
    Settings.Inbound policy = sources("header:X-Auth:Token");
    assertThat(outcome(policy, new TestRequest().with("x-auth", "token " + ALICE)))
        .isEqualTo("Bearer " + ALICE);
    for (String other : new String[] {ALICE, "Token", "Token ", "Tokens " + ALICE, "Basic x"}) {
      assertThat(outcome(policy, new TestRequest().with("X-Auth", other)))
          .as(other)
          .isEqualTo("nothing");
    }
  }

  @Test
  void sendsOnWhatCameInAnotherHeaderAsABearerToken() {
    TestRequest request = new TestRequest().with("X-Auth", "Bearer " + ALICE);
    assertThat(outcome(sources("header:X-Auth:bearer"), request)).isEqualTo("Bearer " + ALICE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access={}",
        "a=b; access={}; c=d",
        "a=b;access={}",
        "access=\"{}\"",
        "access={};",
        "access={} ; a=b",
        "accessory=x; access={}",
        "access=; access={}",
        "access={}; access={}"
      })
  void readsATokenFromACookie(String header) {
    TestRequest request = new TestRequest().with("Cookie", header.replace("{}", ALICE));
    assertThat(outcome(sources("cookie:access"), request)).isEqualTo("Bearer " + ALICE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Access={}", "xaccess={}", "accessx={}", "access", "access=", "a=access={}"})
  void readsNoOtherCookie(String header) {
    TestRequest request = new TestRequest().with("Cookie", header.replace("{}", ALICE));
    assertThat(outcome(sources("cookie:access"), request)).isEqualTo("nothing");
  }

  @Test
  void readsACookieThatHttp2HasSplit() {
    TestRequest request = new TestRequest().with("cookie", "a=b").with("cookie", "access=" + ALICE);
    assertThat(outcome(sources("cookie:access"), request)).isEqualTo("Bearer " + ALICE);
  }

  @Test
  void looksInAllPlaces() {
    Settings.Inbound policy = sources("authorization", "header:X-Auth", "cookie:access");
    assertThat(outcome(policy, TestRequest.authorized("Bearer " + ALICE))).contains(ALICE);
    assertThat(outcome(policy, new TestRequest().with("X-Auth", ALICE))).contains(ALICE);
    assertThat(outcome(policy, new TestRequest().with("Cookie", "access=" + ALICE)))
        .contains(ALICE);
    TestRequest same = TestRequest.authorized("Bearer " + ALICE).with("Cookie", "access=" + ALICE);
    assertThat(outcome(policy, same)).isEqualTo("Bearer " + ALICE);
    TestRequest basic = TestRequest.authorized("Basic x").with("Cookie", "access=" + ALICE);
    assertThat(outcome(policy, basic)).isEqualTo("Bearer " + ALICE);
  }

  @Test
  void relaysNoneOfDistinctTokensInTwoPlaces() {
    TestRequest two = TestRequest.authorized("Bearer " + ALICE).with("Cookie", "access=" + BOB);
    TestRequest cookies = new TestRequest().with("Cookie", "access=" + ALICE + "; access=" + BOB);
    Settings.Inbound policy = sources("authorization", "cookie:access");
    for (TestRequest request : Arrays.asList(two, cookies)) {
      assertThat(outcome(policy.set(InboundProperties.MODE, Mode.OBSERVE), request))
          .isEqualTo("nothing");
      assertThat(outcome(policy.set(InboundProperties.MODE, Mode.ENFORCE_PRESENT), request))
          .isEqualTo("400");
      assertThat(outcome(policy.set(InboundProperties.MODE, Mode.ENFORCE), request))
          .isEqualTo("400");
    }
    assertThat(counters.of(Event.TOKEN_MULTIPLE)).isEqualTo(6);
  }

  @Test
  void ignoresATokenThatIsTooLong() {
    Settings.Inbound policy =
        sources("header:X-Auth", "cookie:access")
            .set(InboundProperties.MAX_TOKEN_BYTES, 20)
            .set(InboundProperties.MODE, Mode.ENFORCE);
    assertThat(outcome(policy, new TestRequest().with("X-Auth", ALICE))).isEqualTo("400");
    assertThat(outcome(policy, new TestRequest().with("Cookie", "access=" + ALICE)))
        .isEqualTo("400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"query:access_token", "header:", "header:a b", "header:a:", "cookie:", "x"})
  void rejectsAnInvalidSource(String text) {
    assertThatThrownBy(() -> sources(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest(name = "{0}: {1} in observe, {2} in enforce-present, {3} in enforce")
  @CsvSource({
    "IGNORE, nothing, 401, 401",
    "RELAY, relayed, relayed, 401",
    "INTROSPECT, relayed, relayed, relayed"
  })
  void doesWithAnOpaqueTokenWhatTheOperatorSays(
      Opaque opaque, String observe, String present, String enforce) {
    String[] expected = {observe, present, enforce};
    for (Mode mode : Mode.values()) {
      Settings.Inbound policy =
          new Settings.Inbound()
              .set(InboundProperties.CAPTURE_OPAQUE, opaque)
              .set(InboundProperties.MODE, mode);
      assertThat(outcome(policy, TestRequest.authorized("bearer " + OPAQUE)))
          .as(mode.name())
          .isEqualTo(expected[mode.ordinal()].replace("relayed", "Bearer " + OPAQUE));
    }
    boolean asked = opaque == Opaque.INTROSPECT;
    assertThat(counters.of(Event.TOKEN_OPAQUE)).isEqualTo(asked ? 0 : 3);
    assertThat(counters.of(Event.TOKEN_VALID)).isEqualTo(asked ? 3 : 0);
  }

  @Test
  void refusesAnOpaqueTokenThatItsIssuerDoesNotKnow() {
    TestRequest request = TestRequest.authorized("Bearer stranger");
    Settings.Inbound policy =
        new Settings.Inbound().set(InboundProperties.CAPTURE_OPAQUE, Opaque.INTROSPECT);
    assertThat(outcome(policy, request)).isEqualTo("nothing");
    assertThat(outcome(policy.set(InboundProperties.MODE, Mode.ENFORCE_PRESENT), request))
        .isEqualTo("401");
  }

  @Test
  void showsNoIdentityOfAnUnverifiedToken() {
    TestRequest request = TestRequest.authorized("Bearer " + OPAQUE);
    Settings.Inbound relays = shown().set(InboundProperties.CAPTURE_OPAQUE, Opaque.RELAY);
    assertThat(receive(relays, request).identity()).isNull();
    Settings.Inbound asks = shown().set(InboundProperties.CAPTURE_OPAQUE, Opaque.INTROSPECT);
    assertThat(receive(asks, request).identity()).containsEntry("issuer", "idp");
  }

  private static Settings.Inbound shown() {
    return new Settings.Inbound().set(IdentityProperties.REQUEST_ATTRIBUTE, true);
  }
}
