package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.WallClock;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.testing.Inbounds;
import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestHop;
import io.tokenrelay.agent.relay.testing.TestRequest;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.bootstrap.Carried;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests and threads: whose token is it? */
class ExchangeTest {
  private static final int THREADS = 8;
  private static final int USERS = 50;
  private static final int REQUESTS_PER_THREAD = 4_000;

  private final Counters counters = new Counters();
  private final Switch enabled = new Switch();
  private final RelayPolicy policy = new Settings.Relay().build();
  private final OutboundRelay outbound =
      new OutboundRelay(policy, counters, new Ledger(200), enabled);
  private final InboundRelay inbound =
      Inbounds.of(
          new Settings.Inbound().build(),
          ExchangeTest::trust,
          counters,
          enabled,
          WallClock.INSTANCE);

  private static Verdict trust(String compact, Requirements by, Admission admission) {
    String subject = compact.substring(compact.indexOf('.') + 1, compact.lastIndexOf('.'));
    return Verdict.valid(TestTokens.of(subject).build());
  }

  @AfterEach
  void leavesNothingOnTheThread() {
    assertThat(Carrier.snapshot()).isNull();
    assertThat(Carrier.exchange()).isNull();
  }

  private Exchange receive(String user) {
    return inbound.receive(
        user.isEmpty()
            ? new TestRequest()
            : TestRequest.authorized("Bearer " + TestTokens.compact(user)));
  }

  /** What a call made here and now would carry. */
  private String relayedHere() {
    TestHop hop = TestHop.to("http://orders/");
    return outbound.relay(Carrier.snapshot(), hop) ? hop.headers.get("Authorization") : "";
  }

  /** A task that one user's request has created, to be run wherever. */
  private Runnable taskOf(String user, Runnable work) {
    Object before = Carrier.swap(receive(user).snapshot());
    Runnable task = Carried.known(work);
    Carrier.swap(before);
    return task;
  }

  private static String headerOf(String user) {
    return user.isEmpty() ? "" : "Bearer " + TestTokens.compact(user);
  }

  @Test
  void aPartThatItsServerCallsInTheMiddleOfWorkForOthersIsItsOwn() {
    Exchange exchange = receive("alice");
    exchange.enter();
    Object beforeOthers = Relay.open(null);

    Object suspended = Relay.reenterUnlessServing(exchange);
    assertThat(relayedHere()).isEqualTo(headerOf("alice"));
    assertThat(Relay.reenterUnlessServing(exchange)).as("a part within it").isNull();
    Relay.resume(suspended);

    assertThat(relayedHere()).as("the work for others").isEmpty();
    Relay.open(beforeOthers);
    assertThat(relayedHere()).isEqualTo(headerOf("alice"));
    assertThat(Relay.reenterUnlessServing(exchange)).as("a part as such").isNull();
    exchange.exit();
  }

  @Test
  void carriesTheTokenFromEnterToExit() {
    Exchange exchange = receive("alice");
    assertThat(relayedHere()).isEmpty();
    exchange.enter();
    assertThat(relayedHere()).isEqualTo(headerOf("alice"));
    exchange.exit();
    assertThat(relayedHere()).isEmpty();
  }

  @Test
  void returnsToTheSameTokenThroughNestedDispatches() {
    Exchange exchange = receive("alice");
    exchange.enter();
    exchange.enter();
    assertThat(relayedHere()).isEqualTo(headerOf("alice"));
    exchange.exit();
    assertThat(relayedHere()).isEqualTo(headerOf("alice"));
    exchange.exit();
    assertThat(counters.of(Event.LEFTOVER_CLEARED)).isZero();
    assertThat(counters.of(Event.TOKEN_VALID)).isEqualTo(1);
  }

  @Test
  void dropsAndCountsWhatAnEarlierRequestLeft() {
    receive("alice").enter(); // its exit was lost
    Exchange bob = receive("bob");
    bob.enter();
    assertThat(relayedHere()).isEqualTo(headerOf("bob"));
    bob.exit();
    assertThat(counters.of(Event.LEFTOVER_CLEARED)).isEqualTo(1);
  }

  @Test
  void dropsWhatAnEarlierRequestLeftForOneWithoutAToken() {
    receive("alice").enter();
    Exchange nobody = receive("");
    nobody.enter();
    assertThat(relayedHere()).isEmpty();
    nobody.exit();
    assertThat(counters.of(Event.LEFTOVER_CLEARED)).isEqualTo(1);
  }

  @Test
  void dropsWhatWorkLeftBetweenTwoRequestsWithoutATokenThoughTheyShareTheirExchange() {
    receive("").enter(); // its exit was lost
    Carrier.swap(receive("alice").snapshot()); // its restore was lost
    Exchange nobody = receive("");
    nobody.enter();
    assertThat(relayedHere()).isEmpty();
    nobody.exit();
    nobody.exit();
    assertThat(counters.of(Event.LEFTOVER_CLEARED)).isEqualTo(1);
  }

  @Test
  void aCallOfOneRequestIsNotRelayedByAThreadThatServesAnother() {
    Object ofAlice = receive("alice").snapshot();
    for (String serving : new String[] {"bob", "alice", ""}) { // another request of hers, too
      Exchange exchange = receive(serving);
      exchange.enter();
      Object before = Carrier.swap(ofAlice); // as advice opens the snapshot of a call object
      assertThat(outbound.relay(ofAlice, TestHop.to("http://orders/"))).isFalse();
      Carrier.swap(before);
      assertThat(relayedHere()).isEqualTo(headerOf(serving));
      exchange.exit();
    }
    assertThat(counters.of(Event.SKIPPED_WRONG_REQUEST)).isEqualTo(3);
    assertThat(outbound.relay(ofAlice, TestHop.to("http://orders/"))).isTrue();
  }

  @Test
  void aTaskOfOneRequestIsRelayedByAThreadThatServesAnother() {
    List<String> relayed = new ArrayList<>();
    Runnable task = taskOf("alice", () -> relayed.add(relayedHere()));
    Exchange bob = receive("bob");
    bob.enter();
    task.run(); // a full pool with CallerRunsPolicy
    relayed.add(relayedHere());
    bob.exit();
    assertThat(relayed).containsExactly(headerOf("alice"), headerOf("bob"));
    assertThat(counters.of(Event.SKIPPED_WRONG_REQUEST)).isZero();
  }

  @Test
  void aRequestThatIsServedInATaskIsHeldToItsOwnToken() {
    Object ofAlice = receive("alice").snapshot();
    List<Boolean> relayed = new ArrayList<>();
    Runnable server =
        taskOf(
            "alice",
            () -> {
              Exchange bob = receive("bob");
              bob.enter();
              relayed.add(outbound.relay(ofAlice, TestHop.to("http://orders/")));
              bob.exit();
            });
    server.run(); // a server in the same process takes calls on its pool's threads
    assertThat(relayed).containsExactly(false);
    receive("carol").enter();
    assertThat(relayedHere()).isEqualTo(headerOf("carol"));
    assertThat(outbound.relay(ofAlice, TestHop.to("http://orders/"))).isFalse();
    Carrier.exit(Carrier.exchange());
  }

  @Test
  void theTripwireCanBeSwitchedOff() {
    RelayPolicy without = new Settings.Relay().set(RelayProperties.TRIPWIRE, false).build();
    OutboundRelay lenient = new OutboundRelay(without, counters, new Ledger(200), enabled);
    Object ofAlice = receive("alice").snapshot();
    Exchange bob = receive("bob");
    bob.enter();
    assertThat(lenient.relay(ofAlice, TestHop.to("http://orders/"))).isTrue();
    bob.exit();
  }

  @Test
  void servesOneRequestOnSeveralThreads() throws Exception {
    Exchange exchange = receive("alice");
    ExecutorService pool = Executors.newFixedThreadPool(1);
    try {
      exchange.enter();
      Callable<String> dispatch =
          () -> {
            exchange.enter();
            try {
              return relayedHere();
            } finally {
              exchange.exit();
            }
          };
      assertThat(pool.submit(dispatch).get()).isEqualTo(headerOf("alice"));
      assertThat(pool.submit(this::relayedHere).get()).isEmpty();
      assertThat(relayedHere()).isEqualTo(headerOf("alice"));
      exchange.exit();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void neverSendsAnotherUsersToken() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    CyclicBarrier together = new CyclicBarrier(THREADS);
    List<Future<Integer>> calls = new ArrayList<>();
    try {
      for (int thread = 0; thread < THREADS; thread++) {
        long seed = thread;
        calls.add(
            pool.submit(
                () -> {
                  together.await();
                  return interleave(new Random(seed));
                }));
      }
      int checked = 0;
      for (Future<Integer> call : calls) {
        checked += call.get();
      }
      assertThat(checked).isGreaterThan(THREADS * REQUESTS_PER_THREAD);
      assertThat(counters.of(Event.INTERNAL_ERROR)).isZero();
    } finally {
      pool.shutdownNow();
    }
  }

  /** Requests of random users on one thread: nested, async, with lost exits and stray work. */
  private int interleave(Random random) {
    int checked = 0;
    Exchange[] parked = new Exchange[USERS];
    String[] parkedUser = new String[USERS];
    for (int i = 0; i < REQUESTS_PER_THREAD; i++) {
      int number = random.nextInt(USERS + 1);
      String user = number == USERS ? "" : "user" + number;
      Exchange exchange = receive(user);
      exchange.enter();
      checked += check(user);
      if (random.nextInt(4) == 0) { // forward
        exchange.enter();
        checked += check(user);
        exchange.exit();
        checked += check(user);
      }
      if (random.nextInt(4) == 0) { // another user's task runs here
        String other = "user" + random.nextInt(USERS);
        taskOf(other, () -> check(other)).run();
        checked++;
        checked += check(user);
      }
      if (random.nextInt(20) != 0) { // else the exit is lost
        exchange.exit();
        checked += check("");
      }
      int slot = random.nextInt(USERS);
      if (parked[slot] != null) { // async dispatch of an earlier request
        parked[slot].enter();
        checked += check(parkedUser[slot]);
        parked[slot].exit();
      }
      parked[slot] = exchange;
      parkedUser[slot] = user;
    }
    Exchange last = receive("");
    last.enter();
    while (Carrier.exchange() != null) {
      last.exit();
    }
    return checked;
  }

  private int check(String user) {
    assertThat(relayedHere()).isEqualTo(headerOf(user));
    return 1;
  }
}
