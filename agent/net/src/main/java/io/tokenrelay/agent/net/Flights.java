package io.tokenrelay.agent.net;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Single flight: of the threads that ask for the same key at the same time, one computes the
 * result, and the others take it, good or bad. A waiting thread holds no lock that others need.
 */
public final class Flights<K, V> {
  private static final long PATIENCE_MILLIS = 5_000;

  private final ConcurrentMap<K, Flight<V>> flights = new ConcurrentHashMap<>();

  /** The result for the key, computed here or by the thread that is already computing it. */
  public V join(K key, Function<K, V> make) {
    Flight<V> mine = new Flight<>();
    Flight<V> other = flights.putIfAbsent(key, mine);
    if (other != null) {
      V found = other.await();
      return found == null ? make.apply(key) : found;
    }
    try {
      V made = make.apply(key);
      mine.made = made;
      return made;
    } finally {
      flights.remove(key, mine);
      mine.landed.countDown();
    }
  }

  private static final class Flight<V> {
    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile @Nullable V made;

    /** Null when the other thread has failed or takes too long. */
    @Nullable V await() {
      return Calmly.await(landed, PATIENCE_MILLIS) ? made : null;
    }
  }
}
