package io.tokenrelay.agent.meter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How long something took: one time series of a histogram. Neither blocks nor allocates, unless
 * exemplars are wanted.
 */
public final class Timer {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final double[] bounds;
  private final LongAdder[] buckets;
  private final LongAdder nanos = new LongAdder();

  /** Whoever keeps a histogram of its own, and cannot read this one. */
  private volatile @Nullable DoubleConsumer also;

  private volatile @Nullable Examples examples;

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
    Examples examples = this.examples;
    if (examples != null) {
      examples.record(bucket, seconds);
    }
  }

  void also(DoubleConsumer seconds) {
    this.also = seconds;
  }

  void exemplify(DoubleFunction<@Nullable Exemplar> exemplars) {
    this.examples = new Examples(exemplars, buckets.length);
  }

  Distribution distribution() {
    long[] counts = new long[buckets.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = buckets[i].sum();
    }
    Examples examples = this.examples;
    return new Distribution(
        bounds,
        counts,
        nanos.sum() / NANOS,
        examples == null ? Collections.<Exemplar>emptyList() : examples.all());
  }

  /** The last one of each bucket. */
  private static final class Examples {
    private final DoubleFunction<@Nullable Exemplar> source;
    private final AtomicReferenceArray<@Nullable Exemplar> last;

    Examples(DoubleFunction<@Nullable Exemplar> source, int buckets) {
      this.source = source;
      this.last = new AtomicReferenceArray<>(buckets);
    }

    void record(int bucket, double seconds) {
      Exemplar exemplar = source.apply(seconds);
      if (exemplar != null) {
        last.set(bucket, exemplar);
      }
    }

    List<Exemplar> all() {
      List<Exemplar> all = new ArrayList<>();
      for (int i = 0; i < last.length(); i++) {
        Exemplar exemplar = last.get(i);
        if (exemplar != null) {
          all.add(exemplar);
        }
      }
      return all;
    }
  }
}
