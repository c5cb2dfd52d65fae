package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.destination.DestinationList;
import io.tokenrelay.agent.relay.destination.DestinationProperties;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestHop;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Exchanged;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.TokenExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangedTokenTest {
  private static final long NOW = 1_790_000_000_000L;
  private static final String ORIGINAL = "Bearer " + TestTokens.compact("alice");
  private static final String EXCHANGED = "Bearer " + TestTokens.compact("alice-for-pay");

  private final AtomicLong now = new AtomicLong(NOW);
  private final Counters counters = new Counters();
  private final Ledger ledger = new Ledger(200);
  private final RequestLife life = new RequestLife(now::get);
  private final Service service = new Service();

  /** Answers for its one user, and remembers whether it was asked. */
  private static final class Service implements TokenExchange {
    final List<Boolean> asked = new ArrayList<>();
    boolean fails;

    @Override
    public @Nullable Exchanged of(Token subject, boolean mayWait, long now) {
      asked.add(mayWait);
      if (!mayWait) {
        return null;
      }
      return fails
          ? Exchanged.failed(now + 1_000, 1)
          : Exchanged.to(
              TestTokens.of("alice-for-pay").expiresAt(now + 60_000).build(),
              now + 30_000,
              now + 20_000);
    }
  }

  private static Values exchange(String match) {
    DestinationList list = Objects.requireNonNull(ExchangeProperties.MATCH.parse(match));
    return Values.of("pay").with(ExchangeProperties.MATCH, list);
  }

  private static Values original(String match) {
    return exchange(match).with(ExchangeProperties.ON_FAILURE, ExchangePolicy.OnFailure.ORIGINAL);
  }

  private TestHop relayed(Settings.Relay policy, String url) {
    return relayed(policy, TestHop.to(url));
  }

  private TestHop relayed(Settings.Relay policy, TestHop hop) {
    Token alice = TestTokens.of("alice").expiresAt(NOW + 3_600_000).build();
    relayed(policy, hop, alice);
    return hop;
  }

  private void relayed(Settings.Relay policy, TestHop hop, Token token) {
    new OutboundRelay(
            policy.build(), counters, ledger, new Switch(), null, name -> service, now::get)
        .relay(Snapshot.of(token, "Bearer", null, life), hop);
  }

  @Test
  void writesTheExchangedTokenWhereItMatchesAndTheCallersElsewhere() {
    Settings.Relay policy = new Settings.Relay().exchange(exchange("pay.example,pay"));
    assertThat(relayed(policy, "https://pay.example/").headers)
        .containsEntry("Authorization", EXCHANGED);
    assertThat(relayed(policy, "http://pay:8080/").headers)
        .as("inside the boundary too")
        .containsEntry("Authorization", EXCHANGED);
    assertThat(relayed(policy, "http://orders:8080/").headers)
        .containsEntry("Authorization", ORIGINAL);
    assertThat(relayed(policy, "https://stranger.example/").headers).isEmpty();
    assertThat(service.asked).hasSize(2);
  }

  @Test
  void sendsNoTokenWhereTheExchangeFailsAndSaysSo() {
    service.fails = true;
    Settings.Relay policy = new Settings.Relay().exchange(exchange("pay"));
    assertThat(relayed(policy, "http://pay:8080/").headers).isEmpty();
    Entry entry = ledger.entries().get(0);
    assertThat(entry.reason()).isEqualTo("exchange");
    assertThat(entry.remedy()).isEqualTo("tokenrelay.exchange.pay.on-failure=original");
  }

  @Test
  void fallsBackToTheCallersTokenOnlyWhereThatMayGo() {
    service.fails = true;
    Settings.Relay policy = new Settings.Relay().exchange(original("pay,pay.example"));
    assertThat(relayed(policy, "http://pay:8080/").headers)
        .containsEntry("Authorization", ORIGINAL);
    assertThat(relayed(policy, "https://pay.example/").headers)
        .as("a match is no permission for the caller's token")
        .isEmpty();
  }

  @Test
  void neverWaitsOnAnEventLoop() {
    Settings.Relay policy = new Settings.Relay().exchange(exchange("pay"));
    TestHop hop = TestHop.to("http://pay:8080/").onEventLoop();
    assertThat(relayed(policy, hop).headers).isEmpty();
    assertThat(service.asked).containsExactly(false);
    assertThat(counters.of(Event.EXCHANGE_UNREADY)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://pay.example/", "http://169.254.169.254/", "https://denied.example/"})
  void asksNothingForACallThatMayNotHaveIt(String url) {
    Settings.Relay policy =
        new Settings.Relay()
            .exchange(exchange("pay.example,169.254.169.254,denied.example"))
            .text(DestinationProperties.DENY, "denied.example");
    assertThat(relayed(policy, url).headers).isEmpty();
    assertThat(service.asked).isEmpty();
  }

  @Test
  void asksNothingForACallWithAHeaderOfItsOwnOrInADryRun() {
    TestHop hop = TestHop.to("http://pay:8080/");
    hop.setHeader("Authorization", "Basic own");
    relayed(new Settings.Relay().exchange(exchange("pay")), hop);
    assertThat(hop.headers).containsEntry("Authorization", "Basic own");
    Settings.Relay dry =
        new Settings.Relay().exchange(exchange("pay")).set(RelayProperties.DRY_RUN, true);
    assertThat(relayed(dry, "http://pay:8080/").headers).isEmpty();
    assertThat(service.asked).isEmpty();
  }

  @Test
  void judgesEachPlaceThatTheMessageNames() {
    Settings.Relay policy = new Settings.Relay().exchange(exchange("pay"));
    TestHop hop = TestHop.to("http://pay:8080/").naming("stranger.example");
    assertThat(relayed(policy, hop).headers).isEmpty();
    assertThat(service.asked).isEmpty();
  }

  @Test
  void exchangesABoundTokenWhichCannotLeaveOtherwise() {
    Token bound = TestTokens.of("alice").expiresAt(NOW + 3_600_000).bound(true).build();
    Settings.Relay policy = new Settings.Relay().exchange(exchange("pay"));
    TestHop pay = TestHop.to("http://pay:8080/");
    relayed(policy, pay, bound);
    assertThat(pay.headers).containsEntry("Authorization", EXCHANGED);
    TestHop orders = TestHop.to("http://orders:8080/");
    relayed(policy, orders, bound);
    assertThat(orders.headers).isEmpty();
  }

  @Test
  void exchangesNothingThatIsNotKnownToBeSomebodys() {
    Settings.Relay policy = new Settings.Relay().exchange(exchange("pay"));
    TestHop hop = TestHop.to("http://pay:8080/");
    relayed(policy, hop, Token.unverified("opaque"));
    assertThat(hop.headers).isEmpty();
    assertThat(service.asked).isEmpty();
  }
}
