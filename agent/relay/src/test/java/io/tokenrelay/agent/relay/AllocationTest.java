package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.WallClock;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.testing.Inbounds;
import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestHop;
import io.tokenrelay.agent.relay.testing.TestRequest;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.instrumentation.spi.Exchange;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What the hot path leaves to the garbage collector. */
class AllocationTest {
  private static final int WARM_UP = 20_000;
  private static final int ROUNDS = 200_000;

  private final Counters counters = new Counters();
  private final Switch enabled = new Switch();
  private final RelayPolicy policy = new Settings.Relay().build();
  private final OutboundRelay outbound =
      new OutboundRelay(policy, counters, new Ledger(200), enabled);
  private final Token token = TestTokens.of("alice").build();
  private final Verdict verdict = Verdict.valid(token);
  private final InboundRelay inbound =
      Inbounds.of(
          new Settings.Inbound().build(),
          (compact, by, admission) -> verdict,
          counters,
          enabled,
          WallClock.INSTANCE);

  private static double bytesPerRound(Runnable round) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    for (int i = 0; i < WARM_UP; i++) {
      round.run();
    }
    long before = threads.getThreadAllocatedBytes(id);
    for (int i = 0; i < ROUNDS; i++) {
      round.run();
    }
    return (double) (threads.getThreadAllocatedBytes(id) - before) / ROUNDS;
  }

  @Test
  void allocatesNothingForARequestWithoutAToken() {
    TestRequest request = new TestRequest();
    TestHop hop = TestHop.to("http://orders/");
    double bytes =
        bytesPerRound(
            () -> {
              Exchange exchange = inbound.receive(request);
              exchange.enter();
              outbound.relay(Carrier.snapshot(), hop);
              exchange.exit();
              exchange.completed();
            });
    assertThat(bytes).isLessThan(1);
  }

  @Test
  void allocatesNothingForAHop() {
    Snapshot snapshot = Snapshot.of(token, "Bearer", null, new RequestLife(() -> 0));
    TestHop allowed = TestHop.to("http://orders.internal:8080/x?y=z").connectedTo("10.0.0.1");
    double bytes =
        bytesPerRound(
            () -> {
              allowed.headers.remove("Authorization");
              outbound.relay(snapshot, allowed);
            });
    assertThat(bytes).as("40 of them for the entry of the test's own map").isLessThan(41);
    allowed.naming("Orders.internal:8080");
    bytes =
        bytesPerRound(
            () -> {
              allowed.headers.remove("Authorization");
              outbound.relay(snapshot, allowed);
            });
    assertThat(bytes).as("where a Host header names the target").isLessThan(41);
    TestHop stranger = TestHop.to("https://api.stranger.example/").connectedTo("203.0.113.7");
    assertThat(bytesPerRound(() -> outbound.relay(snapshot, stranger))).isLessThan(1);
  }

  @Test
  void allocatesLittleMoreThanTheTokensTextForARequestWithAToken() {
    String header = "Bearer " + TestTokens.compact("alice");
    TestRequest request = TestRequest.authorized(header);
    double bytes =
        bytesPerRound(
            () -> {
              Exchange exchange = inbound.receive(request);
              exchange.enter();
              exchange.exit();
              exchange.completed();
            });
    assertThat(bytes).isLessThan(header.length() * 2 + 300);
  }
}
