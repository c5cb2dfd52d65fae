package io.tokenrelay.agent.relay.limit;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A bucket for every possible key, in 64 KB: two tables, in each of which a key has one slot,
 * shared with other keys. Taking from a bucket takes from both slots; it is empty when both are, so
 * that emptying one bucket hardly ever affects another. Keys are not stored, nothing grows, nothing
 * blocks. A slot holds the time at which it will be full again (GCRA, ITU-T I.371).
 */
final class Buckets {
  private static final int SLOTS = 4_096;

  private final long interval;
  private final long depth;
  private final long seed;
  private final AtomicLongArray fullAt = new AtomicLongArray(2 * SLOTS);
  private volatile long allFullAt;

  /**
   * @param interval nanoseconds until another one fits in
   * @param burst how many a full bucket holds
   * @param seed unknown to anyone who can choose keys
   */
  Buckets(long interval, int burst, long seed) {
    this.seed = seed;
    this.interval = interval;
    this.depth = interval * burst;
  }

  /** Whether all buckets are full. */
  boolean areFull(long now) {
    return now >= allFullAt;
  }

  boolean isEmpty(long key, long now) {
    long mixed = mix(key ^ seed);
    return isEmpty(first(mixed), now) && isEmpty(second(mixed), now);
  }

  /**
   * @param times how much; more than a full bucket holds empties it
   */
  void take(long key, long now, int times) {
    long mixed = mix(key ^ seed);
    long first = take(first(mixed), now, times);
    long second = take(second(mixed), now, times);
    allFullAt =
        Math.max(allFullAt, Math.max(first, second)); // a lost race is corrected by the next call
  }

  private boolean isEmpty(int slot, long now) {
    return fullAt.get(slot) - now > depth - interval;
  }

  private long take(int slot, long now, int times) {
    while (true) {
      long before = fullAt.get(slot);
      long after = Math.min(Math.max(before, now) + interval * times, now + depth);
      if (fullAt.compareAndSet(slot, before, after)) {
        return after;
      }
    }
  }

  private static int first(long mixed) {
    return (int) mixed & (SLOTS - 1);
  }

  private static int second(long mixed) {
    return SLOTS + ((int) (mixed >>> 32) & (SLOTS - 1));
  }

  /** The finalizer of MurmurHash3; applied to seeded keys, so that nobody can choose a slot. */
  static long mix(long seeded) {
    long mixed = seeded;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51_afd7_ed55_8ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
