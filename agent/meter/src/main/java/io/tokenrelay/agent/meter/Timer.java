package io.tokenrelay.agent.meter;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** How long something took: one time series of a histogram. Neither blocks nor allocates. */
public final class Timer {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final double[] bounds;
  private final LongAdder[] buckets;
  private final LongAdder nanos = new LongAdder();

  /** Whoever keeps a histogram of its own, and cannot read this one. */
  private volatile @Nullable DoubleConsumer also;

  Timer(double[] bounds) {
    this.bounds = bounds;
    this.buckets = new LongAdder[bounds.length + 1];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  /** Records that it took so long. */
  public void record(long nanos) {
    double seconds = nanos / NANOS;
    int bucket = 0;
    while (bucket < bounds.length && seconds > bounds[bucket]) {
      bucket++;
    }
    buckets[bucket].increment();
    this.nanos.add(nanos);
    DoubleConsumer also = this.also;
    if (also != null) {
      also.accept(seconds);
    }
  }

  void also(DoubleConsumer seconds) {
    this.also = seconds;
  }

  Distribution distribution() {
    long[] counts = new long[buckets.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = buckets[i].sum();
    }
    return new Distribution(bounds, counts, nanos.sum() / NANOS);
  }
}
