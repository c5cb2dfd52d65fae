package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.WallClock;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.limit.FailureLimit;
import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestRequest;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedTransactionsTest {
  private final Counters counters = new Counters();

  private Exchange receive(InboundPolicy.Mode mode, TestRequest request) {
    return receive(mode, request, new Settings.Inbound());
  }

  private Exchange receive(
      InboundPolicy.Mode mode, TestRequest request, Settings.Inbound settings) {
    InboundPolicy policy =
        settings
            .set(InboundProperties.MODE, mode)
            .set(TransactionProperties.ENABLED, true)
            .set(TransactionProperties.TRUST_DOMAIN, "shop.example")
            .build();
    return new InboundRelay(
            policy,
            this::verify,
            this::verifyTransaction,
            FailureLimit.NONE,
            counters,
            new Switch(),
            new Switch(),
            WallClock.INSTANCE)
        .receive(request);
  }

  private Verdict verify(String compact, Requirements by, Admission admission) {
    return compact.equals(TestTokens.compact("alice"))
        ? Verdict.valid(TestTokens.of("alice").build())
        : Verdict.invalid(Reason.SIGNATURE);
  }

  /** Belongs to alice if it is called so. */
  private Verdict verifyTransaction(
      String compact, Requirements by, @Nullable Token beside, Admission admission) {
    if (compact.equals(TestTokens.compact("down"))) {
      return Verdict.unavailable();
    }
    if (!compact.equals(TestTokens.compact("txn-alice"))
        && !compact.equals(TestTokens.compact("txn-bob"))) {
      return Verdict.invalid(Reason.SIGNATURE);
    }
    return beside != null && compact.equals(TestTokens.compact("txn-bob"))
        ? Verdict.invalid(Reason.MIXED)
        : Verdict.valid(
            Token.verified(compact, TestTokens.ISSUER)
                .subject("alice")
                .expiresAt(TestTokens.NEVER)
                .build());
  }

  private static TestRequest request(@Nullable String callers, @Nullable String transaction) {
    TestRequest request = new TestRequest();
    if (callers != null) {
      request.with("Authorization", "Bearer " + TestTokens.compact(callers));
    }
    if (transaction != null) {
      request.with("Txn-Token", TestTokens.compact(transaction));
    }
    return request;
  }

  /** What the request's work carries: names of tokens; or the status that it is answered with. */
  private static String outcome(Exchange exchange) {
    Rejection rejection = exchange.rejection();
    if (rejection != null) {
      return String.valueOf(rejection.status());
    }
    Snapshot snapshot = (Snapshot) exchange.snapshot();
    if (snapshot == null) {
      return "nothing";
    }
    Token callers = snapshot.callers();
    Token transaction = snapshot.transaction();
    return (callers == null ? "" : "token")
        + (callers != null && transaction != null ? "+" : "")
        + (transaction == null ? "" : "txn");
  }

  @ParameterizedTest(name = "Authorization {0}, Txn-Token {1}: {2} / {3} / {4}")
  @CsvSource({
    "alice, txn-alice, token+txn, token+txn, token+txn",
    "alice, txn-bob,   nothing,   400,       400",
    "alice, forged,    token,     401,       401",
    "alice, down,      token,     token,     token",
    "alice, ,          token,     token,     token",
    ",      txn-alice, txn,       txn,       401",
    ",      forged,    nothing,   401,       401",
    ",      down,      nothing,   nothing,   401",
    "mallory, txn-alice, nothing, 401,       401",
  })
  void isCarriedOnlyBesideTheTokenThatItBelongsTo(
      @Nullable String callers,
      @Nullable String transaction,
      String observed,
      String enforcedIfPresent,
      String enforced) {
    assertThat(outcome(receive(InboundPolicy.Mode.OBSERVE, request(callers, transaction))))
        .isEqualTo(observed);
    assertThat(outcome(receive(InboundPolicy.Mode.ENFORCE_PRESENT, request(callers, transaction))))
        .isEqualTo(enforcedIfPresent);
    assertThat(outcome(receive(InboundPolicy.Mode.ENFORCE, request(callers, transaction))))
        .isEqualTo(enforced);
  }

  @Test
  void saysNothingOfItsCallerAlone() {
    Exchange exchange = receive(InboundPolicy.Mode.OBSERVE, request(null, "txn-alice"));
    assertThat(exchange.identity()).isNull();
    assertThat(exchange.principal()).isNull();
  }

  @Test
  void countsAsTwoCallersWhenThereAreTwo() {
    TestRequest twice =
        request("alice", "txn-alice").with("Txn-Token", TestTokens.compact("txn-bob"));
    assertThat(outcome(receive(InboundPolicy.Mode.ENFORCE, twice))).isEqualTo("400");
    assertThat(outcome(receive(InboundPolicy.Mode.OBSERVE, twice))).isEqualTo("nothing");
    assertThat(counters.of(Event.TXN_MIXED)).isEqualTo(2);
  }

  @Test
  void isMalformedWhereItIsNotAJwt() {
    TestRequest odd = request("alice", null).with("Txn-Token", "not a token");
    assertThat(outcome(receive(InboundPolicy.Mode.OBSERVE, odd))).isEqualTo("token");
    assertThat(outcome(receive(InboundPolicy.Mode.ENFORCE, odd))).isEqualTo("401");
    assertThat(counters.of(Event.TXN_INVALID)).isEqualTo(2);
  }

  private static Settings.Inbound instead(String peers) {
    return new Settings.Inbound()
        .set(TransactionProperties.ACCEPT, TransactionPolicy.Accept.INSTEAD)
        .set(IdentityProperties.REQUEST_ATTRIBUTE, true)
        .text(TransactionProperties.PEERS, peers);
  }

  @Test
  void saysWhoTheCallerIsIfItComesFromAListedPeer() {
    for (InboundPolicy.Mode mode : InboundPolicy.Mode.values()) {
      TestRequest sidecars = request(null, "txn-alice").over("127.0.0.1");
      Exchange exchange = receive(mode, sidecars, instead("loopback"));
      assertThat(outcome(exchange)).isEqualTo("txn");
      assertThat(exchange.identity())
          .containsEntry("issuer", TestTokens.ISSUER)
          .containsEntry("subject", "alice");
    }
  }

  @ParameterizedTest(name = "over {0}, peers {1}")
  @CsvSource({"10.0.0.7, loopback", "127.0.0.1, gateway.shop.example", ", loopback"})
  void saysNothingFromAnyoneElse(@Nullable String peer, String peers) {
    TestRequest request = request(null, "txn-alice").over(peer).from("127.0.0.1");
    assertThat(outcome(receive(InboundPolicy.Mode.ENFORCE, request, instead(peers))))
        .isEqualTo("401");
    Exchange observed = receive(InboundPolicy.Mode.OBSERVE, request, instead(peers));
    assertThat(outcome(observed)).isEqualTo("txn");
    assertThat(observed.identity()).isNull();
  }

  @Test
  void doesNotOverruleTheCallersToken() {
    TestRequest mixed = request("alice", "txn-bob").over("127.0.0.1");
    assertThat(outcome(receive(InboundPolicy.Mode.ENFORCE, mixed, instead("loopback"))))
        .isEqualTo("400");
    TestRequest bad = request("mallory", "txn-alice").over("127.0.0.1");
    assertThat(outcome(receive(InboundPolicy.Mode.ENFORCE, bad, instead("loopback"))))
        .isEqualTo("401");
    assertThat(outcome(receive(InboundPolicy.Mode.OBSERVE, bad, instead("loopback"))))
        .isEqualTo("nothing");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"forged, 401", "down, 503"})
  void isJudgedAsAnyTokenWhereItSaysWhoTheCallerIs(String transaction, String answer) {
    TestRequest request = request(null, transaction).over("127.0.0.1");
    assertThat(outcome(receive(InboundPolicy.Mode.ENFORCE_PRESENT, request, instead("loopback"))))
        .isEqualTo(answer);
  }
}
