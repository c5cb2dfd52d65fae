package io.tokenrelay.agent.verify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.net.Flights;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.judge.Judgement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlightsTest {
  private final Flights<TokenText, Judgement> flights = new Flights<>();
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void stop() {
    go.countDown();
    pool.shutdownNow();
  }

  private Judgement slowly(TokenText token) {
    begun.countDown();
    try {
      assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Judgement.costly(Reason.SIGNATURE);
  }

  @Test
  void aSlowVerificationHoldsUpNoOtherTokenNotEvenOneOfItsBucket() throws Exception {
    Future<Judgement> slow =
        pool.submit(() -> flights.join(new TokenText("slow", 1), this::slowly));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    Judgement mine = Judgement.costly(Reason.EXPIRED);
    for (int i = 0; i < 100; i++) {
      TokenText other = new TokenText("other" + i, i % 2);
      assertThat(flights.join(other, token -> mine)).isSameAs(mine);
    }
    assertThat(slow.isDone()).isFalse();
    go.countDown();
    assertThat(slow.get(30, TimeUnit.SECONDS).verdict().reason()).isEqualTo(Reason.SIGNATURE);
  }

  @Test
  void threadsThatJoinAFlightTakeItsResult() throws Exception {
    Future<Judgement> first =
        pool.submit(() -> flights.join(new TokenText("one", 1), this::slowly));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    AtomicInteger judged = new AtomicInteger();
    Future<Judgement> second =
        pool.submit(
            () ->
                flights.join(
                    new TokenText("one", 1),
                    token -> {
                      judged.incrementAndGet();
                      return Judgement.unavailable();
                    }));
    go.countDown();
    Judgement found = first.get(30, TimeUnit.SECONDS);
    Judgement taken = second.get(30, TimeUnit.SECONDS);
    if (judged.get() == 0) { // else it came after the landing
      assertThat(taken).isSameAs(found);
    }
  }

  @Test
  void aFailedFlightLeavesNoThreadWaiting() {
    TokenText token = new TokenText("one", 1);
    try {
      flights.join(
          token,
          crashing -> {
            throw new IllegalStateException();
          });
    } catch (IllegalStateException expected) {
      // as an error of ours would be
    }
    Judgement next = Judgement.costly(Reason.EXPIRED);
    assertThat(flights.join(token, again -> next)).isSameAs(next);
  }
}
