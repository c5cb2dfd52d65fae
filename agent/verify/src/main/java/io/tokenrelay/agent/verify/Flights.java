package io.tokenrelay.agent.verify;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Single flight: of the threads that meet one token at the same time one judges it, and the others
 * take what it found, be it good or bad. A thread that waits holds no lock that others need.
 */
final class Flights {
  private static final long PATIENCE_SECONDS = 5;

  private final ConcurrentMap<TokenText, Flight> flights = new ConcurrentHashMap<>();

  Judgement join(TokenText token, Function<TokenText, Judgement> judge) {
    Flight mine = new Flight();
    Flight other = flights.putIfAbsent(token, mine);
    if (other != null) {
      Judgement found = other.await();
      return found == null ? judge.apply(token) : found;
    }
    try {
      mine.judgement = judge.apply(token);
      return mine.judgement;
    } finally {
      flights.remove(token, mine);
      mine.landed.countDown();
    }
  }

  private static final class Flight {
    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile @Nullable Judgement judgement;

    /** Null when the other thread has failed or is not heard of. */
    @Nullable Judgement await() {
      try {
        return landed.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? judgement : null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
  }
}
