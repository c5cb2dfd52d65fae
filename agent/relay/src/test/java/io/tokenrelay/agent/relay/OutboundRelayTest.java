package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.capture.Presented;
import io.tokenrelay.agent.relay.destination.DestinationMode;
import io.tokenrelay.agent.relay.destination.DestinationProperties;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.ledger.Outcome;
import io.tokenrelay.agent.relay.testing.CapturedLog;
import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestHop;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.instrumentation.spi.Hop;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundRelayTest {
  private static final String VALUE = "Bearer " + TestTokens.compact("alice");

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final Counters counters = new Counters();
  private final Ledger ledger = new Ledger(200);
  private final Switch enabled = new Switch();
  private final RequestLife life = new RequestLife(now::get);

  private OutboundRelay relay(Settings.Relay policy) {
    return new OutboundRelay(policy.build(), counters, ledger, enabled, now::get);
  }

  private Snapshot snapshot() {
    return snapshot(now.get() + 3_600_000);
  }

  private Snapshot snapshot(long expiresAt) {
    return Snapshot.of(TestTokens.of("alice").expiresAt(expiresAt).build(), "Bearer", null, life);
  }

  private static TestHop hop() {
    return TestHop.to("http://orders:8080/");
  }

  @Test
  void writesExactlyOneValue() {
    TestHop hop = hop();
    assertThat(relay(new Settings.Relay()).relay(snapshot(), hop)).isTrue();
    assertThat(hop.headers).containsOnlyKeys("Authorization").containsValue(VALUE);
    assertThat(hop.headersSet).isEqualTo(1);
    assertThat(counters.of(Event.RELAYED)).isEqualTo(1);
  }

  @Test
  void doesNothingWithoutASnapshot() {
    TestHop hop = hop();
    assertThat(relay(new Settings.Relay()).relay(null, hop)).isFalse();
    assertThat(hop.headersSet).isZero();
    for (Event event : Event.values()) {
      assertThat(counters.of(event)).as(event.name()).isZero();
    }
  }

  @Test
  void stopsAndGoesOnAtTheSwitch() {
    OutboundRelay relay = relay(new Settings.Relay());
    enabled.set(false);
    assertThat(relay.relay(snapshot(), hop())).isFalse();
    enabled.set(true);
    assertThat(relay.relay(snapshot(), hop())).isTrue();
  }

  @ParameterizedTest(name = "the application''s {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization | Basic dXNlcjpwdw==",
        "authorization | Bearer mine",
        "AUTHORIZATION | bearer mine",
        "aUTHORIZATION | Negotiate YII",
        "Authorization | ''",
      })
  void keepsTheApplicationsOwnHeader(String name, String value) {
    TestHop hop = hop().with(name, value);
    assertThat(relay(new Settings.Relay()).relay(snapshot(), hop)).isFalse();
    assertThat(hop.headers).containsOnlyKeys(name).containsValue(value);
    assertThat(hop.headersSet).isZero();
    assertThat(counters.of(Event.SKIPPED_PRESENT)).isEqualTo(1);
  }

  @ParameterizedTest(name = "existing={0}, header={1}, Authorization={2}, X-Token={3} -> {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "PRESERVE         | Authorization |     |     | Authorization",
        "PRESERVE         | X-Token       | app |     | X-Token",
        "PRESERVE         | X-Token       |     | app | none",
        "REPLACE          | Authorization | app |     | Authorization",
        "REPLACE          | X-Token       | app | app | X-Token",
        "ALTERNATE_HEADER | X-Token       |     |     | Authorization",
        "ALTERNATE_HEADER | X-Token       | app |     | X-Token",
        "ALTERNATE_HEADER | X-Token       | app | app | none",
      })
  void followsTheRuleForHeadersThatAreThere(
      RelayPolicy.Existing existing, String header, String auth, String token, String written) {
    TestHop hop = hop();
    if (auth != null) {
      hop.with("Authorization", auth);
    }
    if (token != null) {
      hop.with("X-Token", token);
    }
    Settings.Relay policy =
        new Settings.Relay()
            .set(RelayProperties.EXISTING, existing)
            .text(RelayProperties.HEADER, header);
    assertThat(relay(policy).relay(snapshot(), hop)).isEqualTo(!written.equals("none"));
    assertThat(hop.headers.get("Authorization"))
        .isEqualTo(written.equals("Authorization") ? VALUE : auth);
    assertThat(hop.headers.get("X-Token")).isEqualTo(written.equals("X-Token") ? VALUE : token);
  }

  @Test
  void givesNoTokenToAClientWithCredentialsOfItsOwn() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      OutboundRelay relay = relay(new Settings.Relay());
      for (int call = 0; call < 2; call++) {
        TestHop hop = hop().withCredentials(() -> true);
        assertThat(relay.relay(snapshot(), hop)).isFalse();
        assertThat(hop.headersSet).isZero();
      }
      assertThat(counters.of(Event.SKIPPED_PRESENT)).isEqualTo(2);
      assertThat(log.lines("INFO"))
          .singleElement()
          .asString()
          .contains("orders:8080 (own_credentials)", "tokenrelay.propagation.existing=replace");
    }
  }

  @ParameterizedTest(name = "existing={0}, header={1}, X-Token={2} -> {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "PRESERVE         | Authorization |     | none",
        "PRESERVE         | authorization |     | none",
        "PRESERVE         | X-Token       |     | X-Token",
        "REPLACE          | Authorization |     | Authorization",
        "ALTERNATE_HEADER | X-Token       |     | X-Token",
        "ALTERNATE_HEADER | X-Token       | app | none",
      })
  void followsTheSameRuleForCredentialsAsForHeaders(
      RelayPolicy.Existing existing, String header, String token, String written) {
    TestHop hop = hop().withCredentials(() -> true);
    if (token != null) {
      hop.with("X-Token", token);
    }
    Settings.Relay policy =
        new Settings.Relay()
            .set(RelayProperties.EXISTING, existing)
            .text(RelayProperties.HEADER, header);

    assertThat(relay(policy).relay(snapshot(), hop)).isEqualTo(!written.equals("none"));
    assertThat(hop.headers.get("Authorization"))
        .isEqualTo(written.equals("Authorization") ? VALUE : null);
    assertThat(hop.headers.get("X-Token")).isEqualTo(written.equals("X-Token") ? VALUE : token);
  }

  /** Two values would go out. */
  @Test
  void replacesNoCredentialsOfGrpc() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      TestHop hop = TestHop.to("grpc://orders:8080/shop.Orders/Place").withCredentials(() -> true);
      Settings.Relay policy =
          new Settings.Relay().set(RelayProperties.EXISTING, RelayPolicy.Existing.REPLACE);

      assertThat(relay(policy).relay(snapshot(), hop)).isFalse();
      assertThat(counters.of(Event.SKIPPED_PRESENT)).isEqualTo(1);
      assertThat(counters.of(Event.RELAYED)).isZero();
      assertThat(log.text()).doesNotContain("existing=replace");
    }
  }

  @Test
  void asksForCredentialsOnlyWhereTheTokenWouldGo() {
    AtomicLong asked = new AtomicLong();
    BooleanSupplier credentials = () -> asked.incrementAndGet() > 0;
    OutboundRelay relay = relay(new Settings.Relay());

    relay.relay(null, hop().withCredentials(credentials));
    relay.relay(snapshot(0), hop().withCredentials(credentials));
    relay.relay(snapshot(), hop().with("Authorization", "Basic").withCredentials(credentials));
    relay.relay(snapshot(), TestHop.to("https://stranger.example/").withCredentials(credentials));
    enabled.set(false);
    relay.relay(snapshot(), hop().withCredentials(credentials));
    enabled.set(true);
    assertThat(asked).hasValue(0);
    relay.relay(snapshot(), hop().withCredentials(credentials));
    assertThat(asked).hasValue(1);
  }

  @Test
  void asksForCredentialsWithNothingOnTheThread() {
    OutboundRelay relay = relay(new Settings.Relay());
    Snapshot mine = snapshot();
    List<Object> seen = new ArrayList<>();
    Object before = Carrier.swap(mine);
    try {
      relay.relay(mine, hop().withCredentials(() -> seen.add(Carrier.snapshot())));
      assertThat(seen).containsOnlyNulls().hasSize(1);
      assertThat(Carrier.snapshot()).isSameAs(mine);
    } finally {
      Carrier.swap(before);
    }
  }

  @Test
  void treatsAClientWhoseCredentialStoreThrowsAsHavingCredentials() {
    TestHop hop =
        hop()
            .withCredentials(
                () -> {
                  throw new IllegalStateException("the vault is shut");
                });

    assertThat(relay(new Settings.Relay()).relay(snapshot(), hop)).isFalse();
    assertThat(hop.headersSet).isZero();
    assertThat(counters.of(Event.SKIPPED_PRESENT)).isEqualTo(1);
    assertThat(counters.of(Event.INTERNAL_ERROR)).isZero();
  }

  @ParameterizedTest(name = "{0} ms to live, send-expired={1} -> {2}")
  @CsvSource({
    "1, false, true",
    "0, false, false",
    "-1, false, false",
    "-1, true, true",
    "9223372036853775807, false, true",
  })
  void sendsNoExpiredToken(long remaining, boolean send, boolean relayed) {
    OutboundRelay relay =
        relay(new Settings.Relay().set(RelayProperties.EXPIRED, send ? "send" : "skip"));
    assertThat(relay.relay(snapshot(now.get() + remaining), hop())).isEqualTo(relayed);
    assertThat(counters.of(Event.SKIPPED_EXPIRED)).isEqualTo(relayed ? 0 : 1);
  }

  @Test
  void checksExpiryAtEachUse() {
    OutboundRelay relay = relay(new Settings.Relay());
    Snapshot snapshot = snapshot(now.get() + 1_000);
    assertThat(relay.relay(snapshot, hop())).isTrue();
    now.addAndGet(999);
    assertThat(relay.relay(snapshot, hop())).isTrue();
    now.addAndGet(1);
    assertThat(relay.relay(snapshot, hop())).isFalse();
  }

  @ParameterizedTest(name = "{0}, {1} ms after the response -> {2}")
  @CsvSource({
    "UNTIL_EXPIRY, 0, true",
    "UNTIL_EXPIRY, 29999, true",
    "UNTIL_EXPIRY, 30000, false",
    "REQUEST, 0, false",
    "REQUEST, 1, false",
  })
  void endsWithTheDetachedWork(RelayPolicy.Detached detached, long after, boolean relayed) {
    OutboundRelay relay = relay(new Settings.Relay().set(RelayProperties.DETACHED, detached));
    Snapshot snapshot = snapshot();
    now.addAndGet(1_000_000);
    assertThat(relay.relay(snapshot, hop())).as("while the request runs").isTrue();
    life.complete();
    now.addAndGet(after);
    life.complete(); // only the first time counts
    assertThat(relay.relay(snapshot, hop())).isEqualTo(relayed);
    assertThat(counters.of(Event.SKIPPED_DETACHED)).isEqualTo(relayed ? 0 : 1);
  }

  @Test
  void detachedWorkEndsWithTheTokenWhenThatIsEarlier() {
    OutboundRelay relay = relay(new Settings.Relay());
    Snapshot snapshot = snapshot(now.get() + 10_000);
    life.complete();
    now.addAndGet(10_000);
    assertThat(relay.relay(snapshot, hop())).isFalse();
    assertThat(counters.of(Event.SKIPPED_EXPIRED)).isEqualTo(1);
  }

  @Test
  void decidesAndCountsButWritesNothingInADryRun() {
    TestHop hop = hop();
    OutboundRelay relay = relay(new Settings.Relay().set(RelayProperties.DRY_RUN, true));
    assertThat(relay.relay(snapshot(), hop)).isFalse();
    relay.relay(snapshot(), TestHop.to("https://stranger.example/"));
    assertThat(hop.headersSet).isZero();
    assertThat(counters.of(Event.RELAY_DRY_RUN)).isEqualTo(1);
    assertThat(counters.of(Event.SKIPPED_DESTINATION)).isEqualTo(1);
    assertThat(counters.of(Event.RELAYED)).isZero();
  }

  @ParameterizedTest(name = "at most {0} bytes, skip={1} -> {2}")
  @CsvSource({
    "0, false, true, HEADER_OVERSIZE",
    "0, true, false, SKIPPED_OVERSIZE",
    "8192, true, true, RELAYED",
  })
  void warnsOfOrSkipsTooLongAHeader(int max, boolean skip, boolean relayed, Event event)
      throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      OutboundRelay relay =
          relay(
              new Settings.Relay()
                  .set(RelayProperties.MAX_HEADER_BYTES, max)
                  .set(RelayProperties.OVERSIZE_ACTION, skip ? "skip" : "relay"));
      assertThat(relay.relay(snapshot(), hop())).isEqualTo(relayed);
      relay.relay(snapshot(), hop());
      assertThat(counters.of(event)).isEqualTo(2);
      assertThat(log.lines("WARN")).hasSize(max == 0 ? 1 : 0);
      assertThat(log.text()).doesNotContain("eyJ");
    }
  }

  @ParameterizedTest(name = "{0} ms to live, skip={1} -> {2}, counted {3}")
  @CsvSource({
    "29999, false, true, 1",
    "29999, true, false, 1",
    "30000, true, true, 0",
  })
  void relaysOrSkipsATokenNearItsEnd(long remaining, boolean skip, boolean relayed, int counted) {
    OutboundRelay relay =
        relay(
            new Settings.Relay()
                .set(RelayProperties.MIN_REMAINING, java.time.Duration.ofMillis(30_000))
                .set(RelayProperties.MIN_REMAINING_ACTION, skip ? "skip" : "relay"));
    assertThat(relay.relay(snapshot(now.get() + remaining), hop())).isEqualTo(relayed);
    assertThat(counters.of(Event.TOKEN_NEAR_EXPIRY)).isEqualTo(counted);
  }

  @Test
  void takesAnotherPolicyFromTheNextHopOn() {
    OutboundRelay relay = relay(new Settings.Relay());
    assertThat(relay.relay(snapshot(), hop())).isTrue();
    relay.use(
        new Settings.Relay().set(DestinationProperties.DESTINATIONS, DestinationMode.OFF).build());
    assertThat(relay.relay(snapshot(), hop())).isFalse();
  }

  @Test
  void saysOncePerDestinationWhatWouldAllowIt() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      OutboundRelay relay = relay(new Settings.Relay());
      for (int i = 0; i < 3; i++) {
        TestHop hop = TestHop.to("https://API.Stranger.example/" + i);
        assertThat(relay.relay(snapshot(), hop)).isFalse();
        assertThat(hop.headersSet).isZero();
      }
      relay.relay(snapshot(), TestHop.to("CONNECT http://proxied.example/"));
      relay.relay(snapshot(), TestHop.to("http://a@b/"));
      assertThat(log.lines("INFO"))
          .hasSize(1)
          .first()
          .asString()
          .endsWith("tokenrelay.propagation.allow=api.stranger.example");
      assertThat(counters.of(Event.SKIPPED_DESTINATION)).isEqualTo(5);
    }
  }

  @Test
  void namesTheHostThatTheMessageNamesWhereThatIsTheOneRefused() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      OutboundRelay relay = relay(new Settings.Relay());
      for (int i = 0; i < 2; i++) {
        relay.relay(snapshot(), TestHop.to("http://orders/").naming("Shop.Example:8443"));
        relay.relay(snapshot(), TestHop.to("http://orders/").asking("https://api.example/" + i));
        relay.relay(snapshot(), TestHop.to("https://b.example/").asking("https://c.example/"));
      }
      assertThat(log.lines("INFO"))
          .hasSize(3)
          .anyMatch(line -> line.contains("no token for shop.example:8443 (outside)"))
          .anyMatch(line -> line.endsWith("tokenrelay.propagation.allow=api.example"))
          .anyMatch(line -> line.endsWith("tokenrelay.propagation.allow=b.example"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://shop.example/       | shop.example",
        "https://shop.example:443/   | shop.example",
        "https://shop.example:8443/  | shop.example:8443",
        "http://shop.example:443/    | shop.example:443",
        "https://203.0.113.7:8443/   | 203.0.113.7:8443",
        "https://[2001:db8::1]:8443/ | [2001:db8::1]:8443",
        "https://[2001:db8::1]/      | 2001:db8::1",
      })
  void namesThePortWhereItIsNotTheSchemesAndWhatItNamesIsWhatItMeans(String url, String name)
      throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      OutboundRelay relay = relay(new Settings.Relay());
      relay.relay(snapshot(), TestHop.to(url));
      relay.relay(snapshot(), TestHop.to(url));
      assertThat(log.lines("INFO"))
          .singleElement()
          .asString()
          .contains("no token for " + name + " (outside); would be allowed by ")
          .endsWith(
              "tokenrelay.propagation.allow="
                  + name
                  + (url.startsWith("http:")
                      ? " and tokenrelay.propagation.allow-insecure=true"
                      : ""));
      relay.answered(TestHop.to(url), 401);
      assertThat(log.lines("WARN"))
          .singleElement()
          .asString()
          .contains(name + " answered 401 ", "tokenrelay.propagation.deny=" + name + " ");
      assertThat(ledger.refusals()).containsOnlyKeys(name);
    }
    OutboundRelay relay =
        relay(
            new Settings.Relay()
                .list(DestinationProperties.ALLOW, Collections.singletonList(name))
                .set(DestinationProperties.ALLOW_INSECURE, true));
    assertThat(relay.relay(snapshot(), TestHop.to(url))).isTrue();
  }

  @Test
  void logsEachPortOfAHostThatGetsNoToken() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      OutboundRelay relay = relay(new Settings.Relay());
      relay.relay(snapshot(), TestHop.to("https://shop.example/"));
      relay.relay(snapshot(), TestHop.to("https://shop.example:8443/"));
      assertThat(log.lines("INFO")).hasSize(2);
    }
  }

  @Test
  void namesADomainWithoutAPortWhereTheBoundaryIsToHoldIt() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      OutboundRelay relay =
          relay(
              new Settings.Relay()
                  .list(DestinationProperties.ALLOW, Collections.singletonList("prices.example")));
      relay.relay(snapshot(), TestHop.to("grpc://prices.example:9090/shop.Prices/Get"));
      assertThat(log.lines("INFO"))
          .singleElement()
          .asString()
          .contains("no token for prices.example:9090 (insecure_grpc)")
          .endsWith("tokenrelay.propagation.boundary.suffixes=prices.example");
    }
  }

  @Test
  void reportsABoundedNumberOfDestinations() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      OutboundRelay relay = relay(new Settings.Relay());
      for (int i = 0; i < 1_000; i++) {
        relay.relay(snapshot(), TestHop.to("https://h" + i + ".example/"));
      }
      assertThat(log.lines("INFO")).hasSize(200);
    }
  }

  @Test
  void countsRefusalsByDestinationWithinBounds() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      OutboundRelay relay = relay(new Settings.Relay());
      relay.answered(hop(), 200);
      relay.answered(hop(), 404);
      assertThat(ledger.refusals()).isEmpty();
      relay.answered(hop(), 401);
      relay.answered(TestHop.to("http://ORDERS:8081/"), 401);
      relay.answered(TestHop.to("http://Orders:8080/"), 401);
      assertThat(ledger.refusals())
          .containsOnlyKeys("orders:8080", "orders:8081")
          .containsEntry("orders:8080", 2L);
      for (int i = 0; i < 1_000; i++) {
        relay.answered(TestHop.to("http://h" + i + "/"), 401);
      }
      assertThat(ledger.refusals()).hasSize(201).containsEntry("other", 802L);
      assertThat(counters.of(Event.REFUSED_DOWNSTREAM)).isEqualTo(1_003);
      assertThat(log.lines("WARN")).hasSize(1).first().asString().contains("deny=orders:8080 ");
      now.addAndGet(60_000);
      relay.answered(hop(), 401);
      assertThat(log.lines("WARN")).hasSize(2);
    }
  }

  @Test
  void countsACallThatTheReceiverForbidsWithoutSayingThatThePolicyIsWrong() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      relay(new Settings.Relay()).answered(hop(), 403);
      assertThat(ledger.refusals()).containsOnlyKeys("orders:8080");
      assertThat(log.lines("WARN")).isEmpty();
    }
  }

  @Test
  void keepsAccountOfWhatBecameOfEveryCall() {
    OutboundRelay relay = relay(new Settings.Relay());
    assertThat(relay.relay(snapshot(), hop())).isTrue();
    assertThat(relay.relay(snapshot(), hop())).isTrue();
    assertThat(relay.relay(snapshot(), TestHop.to("https://stranger.example/"))).isFalse();
    assertThat(relay.relay(snapshot(now.get() - 1), hop())).isFalse();
    assertThat(ledger.entries())
        .extracting(Entry::destination, Entry::outcome, Entry::reason, Entry::calls, Entry::remedy)
        .containsExactly(
            tuple("orders:8080", Outcome.INJECTED, "", 2L, null),
            tuple(
                "orders:8080",
                Outcome.SKIPPED,
                "expired",
                1L,
                "tokenrelay.propagation.expired=send"),
            tuple(
                "stranger.example",
                Outcome.SKIPPED,
                "outside",
                1L,
                "tokenrelay.propagation.allow=stranger.example"));
  }

  @Test
  void keepsAccountOfWhatWouldHaveBeenSentInADryRun() {
    Settings.Relay dry = new Settings.Relay().set(RelayProperties.DRY_RUN, true);
    assertThat(relay(dry).relay(snapshot(), hop())).isFalse();
    assertThat(ledger.entries())
        .extracting(Entry::destination, Entry::outcome)
        .containsExactly(tuple("orders:8080", Outcome.DRY_RUN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"method", "scheme", "host", "path", "header", "setHeader", "peer"})
  void letsNothingEscapeIntoTheApplication(String broken) throws Exception {
    TestHop hop = hop();
    Hop failing =
        (Hop)
            Proxy.newProxyInstance(
                Hop.class.getClassLoader(),
                new Class<?>[] {Hop.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals(broken)) {
                    throw new IllegalStateException("unexpected char in " + VALUE);
                  }
                  return method.invoke(hop, arguments);
                });
    try (CapturedLog log = new CapturedLog()) {
      OutboundRelay relay = relay(new Settings.Relay());
      assertThat(relay.relay(snapshot(), failing)).isFalse();
      assertThat(relay.relay(snapshot(), failing)).isFalse();
      assertThat(hop.headersSet).isZero();
      assertThat(counters.of(Event.INTERNAL_ERROR)).isEqualTo(2);
      assertThat(log.lines("WARN")).hasSize(1).first().asString().contains("IllegalStateExc");
      assertThat(log.text()).doesNotContain("eyJ");
      relay.answered(failing, 401);
    }
  }

  @Test
  void namesACallWithinTheProcessByItsService() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      OutboundRelay relay = relay(new Settings.Relay());
      relay.answered(TestHop.to("grpc://some name/shop.Prices/Get").inProcess(), 401);
      assertThat(ledger.refusals()).containsOnlyKeys("grpc:shop.Prices");
      assertThat(log.lines("WARN"))
          .singleElement()
          .asString()
          .contains("tokenrelay.propagation.deny=grpc:shop.Prices ");
    }
  }

  @Test
  void acceptsNoForeignObjectAsASnapshot() {
    assertThat(relay(new Settings.Relay()).relay("a string", hop())).isFalse();
    assertThat(counters.of(Event.INTERNAL_ERROR)).isEqualTo(1);
  }

  @ParameterizedTest(name = "scheme {0}, received {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Bearer | 'Bearer '  | same",
        "Bearer | 'bearer '  | made",
        "Bearer | 'Bearer  ' | made",
        "Token  | 'Bearer '  | made",
        "''     | 'Bearer '  | bare",
      })
  void usesTheReceivedHeaderAgainWhereItIsWhatWouldBeMade(
      String scheme, String prefix, String expected) {
    String compact = TestTokens.compact("alice");
    String received = prefix + compact;
    Snapshot snapshot =
        Snapshot.of(
            TestTokens.of("alice").build(), scheme, Presented.token(compact, received), life);
    if (expected.equals("same")) {
      assertThat(snapshot.headerValue()).isSameAs(received);
    } else {
      assertThat(snapshot.headerValue())
          .isEqualTo(expected.equals("bare") ? compact : scheme + " " + compact);
    }
  }

  @Test
  void printsNoToken() {
    assertThat(snapshot().toString()).contains(TestTokens.ISSUER).doesNotContain("eyJ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X Token", "X-Tok:en", "Host", "Proxy-Authorization", "cookie", "é"})
  void refusesHeaderNamesThatAreNoneOrMeanSomethingElse(String header) {
    assertThatThrownBy(() -> new Settings.Relay().text(RelayProperties.HEADER, header))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + header + "'");
  }

  @Test
  void refusesSettingsThatContradictEachOther() {
    assertThatThrownBy(
            () ->
                new Settings.Relay()
                    .set(RelayProperties.EXISTING, RelayPolicy.Existing.ALTERNATE_HEADER)
                    .build())
        .hasMessageContaining("alternate-header");
    assertThatThrownBy(() -> new Settings.Relay().text(RelayProperties.SCHEME, "Bea rer"))
        .hasMessageContaining("'Bea rer'");
  }
}
