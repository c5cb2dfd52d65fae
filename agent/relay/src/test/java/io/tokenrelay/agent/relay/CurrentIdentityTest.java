package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.testing.Inbounds;
import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestRequest;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.bootstrap.Identity;
import io.tokenrelay.instrumentation.spi.Exchange;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CurrentIdentityTest {
  private final AtomicLong now = new AtomicLong(1_000);
  private final Switch enabled = new Switch();
  private RelayPolicy policy = new Settings.Relay().build();
  private final CurrentIdentity current =
      new CurrentIdentity(enabled, () -> policy, () -> now.get());
  private final InboundRelay inbound =
      Inbounds.of(
          new Settings.Inbound().build(),
          (compact, by, admission) ->
              Verdict.valid(TestTokens.of(compact.split("\\.", -1)[1]).build()),
          new Counters(),
          enabled,
          now::get);

  @AfterEach
  void leaveTheThread() {
    Carrier.clear();
  }

  private Exchange received(String user) {
    return inbound.receive(TestRequest.authorized("Bearer " + TestTokens.compact(user)));
  }

  private String subject() {
    Identity identity = current.get();
    return identity == null ? "nobody" : identity.subject();
  }

  @Test
  void isOfTheRequestThatTheThreadServesAndGoneWithIt() {
    assertThat(subject()).isEqualTo("nobody");
    Exchange alice = received("alice");
    alice.enter();
    assertThat(subject()).isEqualTo("alice");
    alice.exit();
    assertThat(subject()).isEqualTo("nobody");

    Exchange bob = received("bob");
    bob.enter();
    assertThat(subject()).isEqualTo("bob");
    bob.exit();
    assertThat(subject()).isEqualTo("nobody");
  }

  @Test
  void isOfTheTaskThatTheThreadRuns() {
    Object alices = received("alice").snapshot();
    Exchange bob = received("bob");
    bob.enter();

    Object before = Carrier.openTask(alices);
    assertThat(subject()).isEqualTo("alice");
    Carrier.closeTask(before);

    assertThat(subject()).isEqualTo("bob");
  }

  @Test
  void isNobodysWhereWorkOfOneRequestShowsUpInAnother() {
    Object alices = received("alice").snapshot();
    received("bob").enter();

    Carrier.swap(alices); // not a task

    assertThat(subject()).isEqualTo("nobody");
  }

  @Test
  void isKnownAfterTheRequestForAsLongAsTheTokenIsCarried() {
    Exchange alice = received("alice");
    Object before = Carrier.openTask(alice.snapshot());
    alice.completed();

    assertThat(subject()).isEqualTo("alice");
    now.addAndGet(30_000);
    assertThat(subject()).isEqualTo("nobody");
    Carrier.closeTask(before);
  }

  @Test
  void endsWithTheRequestIfTheTokenDoes() {
    policy =
        new Settings.Relay().set(RelayProperties.DETACHED, RelayPolicy.Detached.REQUEST).build();
    Exchange alice = received("alice");
    Object before = Carrier.openTask(alice.snapshot());

    alice.completed();

    assertThat(subject()).isEqualTo("nobody");
    Carrier.closeTask(before);
  }

  @Test
  void isNobodysOnceRelayingIsSwitchedOff() {
    received("alice").enter();

    enabled.set(false);

    assertThat(subject()).isEqualTo("nobody");
  }
}
