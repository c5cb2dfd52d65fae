package io.tokenrelay.agent.meter;

import java.util.List;

/** What a {@link Timer} has recorded so far. Immutable. */
public final class Distribution {
  private final double[] bounds;
  private final long[] counts;
  private final double sum;
  private final List<Exemplar> exemplars;

  /**
   * @param bounds the buckets' upper bounds, in seconds, ascending
   * @param counts how many fell into each bucket, the last one unbounded: one more than bounds
   * @param sum in seconds
   * @param exemplars at most one of each bucket
   */
  Distribution(double[] bounds, long[] counts, double sum, List<Exemplar> exemplars) {
    this.bounds = bounds;
    this.counts = counts;
    this.sum = sum;
    this.exemplars = exemplars;
  }

  public int buckets() {
    return counts.length;
  }

  /** The upper bound of a bucket, in seconds, inclusive; infinite for the last. */
  public double bound(int bucket) {
    return bucket < bounds.length ? bounds[bucket] : Double.POSITIVE_INFINITY;
  }

  /** How many fell into a bucket, and not into one below. */
  public long count(int bucket) {
    return counts[bucket];
  }

  /** How many there are. */
  public long count() {
    long count = 0;
    for (long each : counts) {
      count += each;
    }
    return count;
  }

  /** How long all took together, in seconds. */
  public double sum() {
    return sum;
  }

  /**
   * At most one of each bucket, in their order; empty unless {@link Timers#exemplify} was called.
   */
  public List<Exemplar> exemplars() {
    return exemplars;
  }
}
