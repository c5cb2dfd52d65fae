package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.destination.DestinationProperties;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestHop;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.TransactionSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTokenTest {
  private static final String HEADER = "Txn-Token";
  private static final String ALICES = "Bearer " + TestTokens.compact("alice");

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final Counters counters = new Counters();
  private final Ledger ledger = new Ledger(200);
  private final RequestLife life = new RequestLife(now::get);
  private final Minting minting = new Minting();

  /** Signs what it is asked for, and remembers for whom. */
  private static final class Minting implements TransactionSource {
    final List<String> minted = new ArrayList<>();
    final List<String> later = new ArrayList<>();
    boolean fails;

    @Override
    public @Nullable Token of(Token callers, long now) {
      if (fails) {
        return null;
      }
      String name = "txn-" + callers.subject() + "-" + minted.size();
      minted.add(name);
      return TestTokens.of(name).expiresAt(now + 300_000).build();
    }

    @Override
    public @Nullable Token ready(Token callers, long now) {
      later.add(String.valueOf(callers.subject()));
      return null;
    }
  }

  private static Settings.Relay on() {
    return new Settings.Relay()
        .set(TransactionProperties.ENABLED, true)
        .set(TransactionProperties.TRUST_DOMAIN, "shop.example");
  }

  private OutboundRelay relay(Settings.Relay policy, @Nullable TransactionSource source) {
    return new OutboundRelay(
        policy.build(), counters, ledger, new Switch(), source, name -> null, now::get);
  }

  private Snapshot received(String transaction) {
    Token token = TestTokens.of(transaction).expiresAt(now.get() + 300_000).build();
    return Snapshot.of(alice(), "Bearer", null, token, life);
  }

  private Snapshot alone() {
    return Snapshot.of(alice(), "Bearer", null, life);
  }

  private Token alice() {
    return TestTokens.of("alice").expiresAt(now.get() + 3_600_000).build();
  }

  private static TestHop hop() {
    return TestHop.to("http://orders:8080/");
  }

  @Test
  void relaysTheOneThatCameAsItIsBesideTheCallersToken() {
    TestHop hop = hop();
    assertThat(relay(on(), minting).relay(received("txn"), hop)).isTrue();
    assertThat(hop.headers)
        .containsEntry(HEADER, TestTokens.compact("txn"))
        .containsEntry("Authorization", ALICES)
        .hasSize(2);
    assertThat(minting.minted).isEmpty();
    assertThat(counters.of(Event.RELAYED)).isEqualTo(1);
    assertThat(counters.of(Event.TXN_RELAYED)).isEqualTo(1);
  }

  @Test
  void writesNoneWhileTheyAreOff() {
    TestHop hop = hop();
    assertThat(relay(new Settings.Relay(), minting).relay(received("txn"), hop)).isTrue();
    assertThat(hop.headers).containsOnlyKeys("Authorization");
  }

  @Test
  void makesOneForTheFirstCallThatMayHaveItAndKeepsItForTheRequest() {
    OutboundRelay relay = relay(on(), minting);
    Snapshot request = alone();
    relay.relay(request, TestHop.to("https://api.stranger.example/"));
    assertThat(minting.minted).isEmpty();

    TestHop first = hop();
    TestHop second = hop();
    relay.relay(request, first);
    relay.relay(request, second);
    assertThat(first.headers).containsEntry(HEADER, TestTokens.compact("txn-alice-0"));
    assertThat(second.headers).containsEntry(HEADER, TestTokens.compact("txn-alice-0"));
    assertThat(minting.minted).hasSize(1);
  }

  @Test
  void makesAnotherForARequestThatOutlivesIt() {
    OutboundRelay relay = relay(on(), minting);
    Snapshot request = alone();
    relay.relay(request, hop());
    now.addAndGet(300_000);
    TestHop late = hop();
    relay.relay(request, late);
    assertThat(late.headers).containsEntry(HEADER, TestTokens.compact("txn-alice-1"));
  }

  @Test
  void leavesAnExpiredOneBehindAndSendsTheCallersToken() {
    Snapshot request = received("txn");
    now.addAndGet(300_000);
    TestHop hop = hop();
    assertThat(relay(on(), null).relay(request, hop)).isTrue();
    assertThat(hop.headers).containsOnlyKeys("Authorization");
    assertThat(counters.of(Event.TXN_SKIPPED)).isEqualTo(1);
  }

  @Test
  void sendsTheCallersTokenAloneWhenNoneCanBeMade() {
    minting.fails = true;
    TestHop hop = hop();
    assertThat(relay(on(), minting).relay(alone(), hop)).isTrue();
    assertThat(hop.headers).containsOnlyKeys("Authorization");
    assertThat(counters.of(Event.TXN_UNREADY)).isEqualTo(1);
  }

  @Test
  void computesNothingOnAnEventLoop() {
    TestHop hop = hop().onEventLoop();
    assertThat(relay(on(), minting).relay(alone(), hop)).isTrue();
    assertThat(hop.headers).containsOnlyKeys("Authorization");
    assertThat(minting.minted).isEmpty();
    assertThat(minting.later).containsExactly("alice");
    assertThat(counters.of(Event.TXN_UNREADY)).isEqualTo(1);
  }

  @Test
  void makesNoneForATokenThatNobodyHasVerified() {
    TestHop hop = hop();
    Snapshot opaque = Snapshot.of(Token.unverified("opaque"), "Bearer", null, life);
    relay(on(), minting).relay(opaque, hop);
    assertThat(hop.headers).containsOnlyKeys("Authorization");
    assertThat(minting.minted).isEmpty();
  }

  /** A destination may be allowed by name, by audience or all: a stranger gets none even then. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://partner.example/",
        "https://partner.example:8443/",
        "grpcs://partner.example:443/pkg.Service/Call"
      })
  void neverLeavesTheBoundaryThoughTheCallersTokenMay(String url) {
    for (Snapshot request : new Snapshot[] {received("txn"), alone()}) {
      TestHop hop = TestHop.to(url);
      Settings.Relay policy = on().text(DestinationProperties.ALLOW, "partner.example");
      assertThat(relay(policy, minting).relay(request, hop)).isTrue();
      assertThat(hop.headers).containsOnlyKeys("Authorization");
    }
    assertThat(minting.minted).isEmpty();
    assertThat(counters.of(Event.TXN_SKIPPED)).isEqualTo(2);
  }

  @Test
  void staysAwayFromAMessageThatNamesAPlaceOutside() {
    TestHop hop = hop().naming("partner.example");
    Settings.Relay policy =
        on().text(DestinationProperties.ALLOW, "partner.example,http://partner.example:8080");
    relay(policy.set(DestinationProperties.ALLOW_INSECURE, true), minting)
        .relay(received("txn"), hop);
    assertThat(hop.headers).doesNotContainKey(HEADER);
  }

  @Test
  void keepsTheApplicationsOwnHeader() {
    TestHop hop = hop().with("txn-token", "mine");
    relay(on(), minting).relay(received("txn"), hop);
    assertThat(hop.headers).containsEntry(HEADER, "mine").containsEntry("Authorization", ALICES);
    assertThat(minting.minted).isEmpty();
  }

  /** The receiver would see two callers, and refuse. */
  @Test
  void doesNotGoBesideCredentialsOfTheApplicationsOwn() {
    for (Snapshot request :
        new Snapshot[] {received("txn"), alone(), Snapshot.ofTransaction(alice(), false, life)}) {
      TestHop own = hop().with("Authorization", "Bearer of-the-service");
      TestHop later = hop().withCredentials(() -> true);
      for (String replaces : new String[] {"", "http://orders:8080"}) {
        OutboundRelay relay =
            relay(
                on().text(
                        TransactionProperties.REPLACES,
                        replaces.isEmpty() ? "none.internal" : replaces),
                minting);
        assertThat(relay.relay(request, own)).isFalse();
        assertThat(relay.relay(request, later)).isFalse();
      }
      assertThat(own.headers).containsOnlyKeys("Authorization");
      assertThat(later.headers).isEmpty();
    }
    assertThat(minting.minted).isEmpty();
  }

  @ParameterizedTest(name = "to {0}: {1}")
  @CsvSource({
    "http://orders:8080/,      Txn-Token",
    "http://billing:8080/,     Authorization Txn-Token",
    "http://orders:9090/,      Authorization Txn-Token",
    "http://x.shop.internal/,  Txn-Token",
  })
  void replacesTheCallersTokenWhereTheOperatorSaysSo(String url, String headers) {
    TestHop hop = TestHop.to(url);
    Settings.Relay policy =
        on().text(TransactionProperties.REPLACES, "http://orders:8080,*.shop.internal");
    assertThat(relay(policy, minting).relay(alone(), hop)).isTrue();
    assertThat(hop.headers).containsOnlyKeys(headers.split(" "));
    assertThat(counters.of(Event.RELAYED)).isEqualTo(1);
    assertThat(ledger.entries()).extracting(Entry::calls).containsExactly(1L);
  }

  @Test
  void replacesNothingWhenThereIsNoneToSend() {
    minting.fails = true;
    TestHop hop = hop();
    Settings.Relay policy = on().text(TransactionProperties.REPLACES, "http://orders:8080");
    assertThat(relay(policy, minting).relay(alone(), hop)).isTrue();
    assertThat(hop.headers).containsOnlyKeys("Authorization");
  }

  @Test
  void relaysOneThatCameWithoutACallersToken() {
    Token token = TestTokens.of("txn").expiresAt(now.get() + 300_000).build();
    TestHop hop = hop();
    assertThat(relay(on(), minting).relay(Snapshot.ofTransaction(token, false, life), hop))
        .isTrue();
    assertThat(hop.headers).containsOnlyKeys(HEADER);
    assertThat(minting.minted).isEmpty();
    assertThat(counters.of(Event.RELAYED)).isEqualTo(1);
  }

  @Test
  void writesNothingInADryRun() {
    TestHop hop = hop();
    assertThat(relay(on().set(RelayProperties.DRY_RUN, true), minting).relay(received("txn"), hop))
        .isFalse();
    assertThat(hop.headersSet).isZero();
    assertThat(counters.of(Event.RELAY_DRY_RUN)).isEqualTo(1);
  }

  @Test
  void tellsBalancersCallsOfOneUserFromThoseOfOthers() {
    OutboundRelay relay =
        relay(new Settings.Relay().text(RelayProperties.AFFINITY_HEADER, "X-User-Affinity"), null);
    TestHop first = hop();
    TestHop second = hop();
    TestHop bobs = hop();
    relay.relay(alone(), first);
    relay.relay(alone(), second);
    Token bob = TestTokens.of("bob").expiresAt(now.get() + 1_000).build();
    relay.relay(Snapshot.of(bob, "Bearer", null, life), bobs);
    assertThat(first.headers.get("X-User-Affinity")).matches("[0-9a-f]{16}");
    assertThat(second.headers).isEqualTo(first.headers);
    assertThat(bobs.headers.get("X-User-Affinity"))
        .matches("[0-9a-f]{16}")
        .isNotEqualTo(first.headers.get("X-User-Affinity"));
  }

  @Test
  void namesNobodyToBalancersWhereTheTokenMayNotGo() {
    TestHop stranger = TestHop.to("https://api.stranger.example/");
    TestHop own = hop().with("Authorization", "Basic abc");
    OutboundRelay relay =
        relay(new Settings.Relay().text(RelayProperties.AFFINITY_HEADER, "X-User-Affinity"), null);
    assertThat(relay.relay(alone(), stranger)).isFalse();
    assertThat(relay.relay(alone(), own)).isFalse();
    assertThat(stranger.headers).isEmpty();
    assertThat(own.headers).containsOnlyKeys("Authorization");
  }
}
