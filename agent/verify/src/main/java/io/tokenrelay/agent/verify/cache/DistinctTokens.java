package io.tokenrelay.agent.verify.cache;

import org.jspecify.annotations.Nullable;

/**
 * About how many different tokens came in the last five minutes: a HyperLogLog sketch for each
 * minute, 12 KB together, with a standard error of 2.3 %. The estimate is that of O. Ertl ("New
 * cardinality estimation algorithms for HyperLogLog sketches", 2017, algorithm 6), which needs no
 * correction where tokens are few.
 *
 * <p>Of a token it keeps how many zeros a seeded hash of it has, and only if no other token of its
 * register has more. Concurrent writes may lose one, which the next sighting of that token repeats.
 */
final class DistinctTokens {
  /** The current one, and five before. */
  private static final int MINUTES = 6;

  private static final long MINUTE_MILLIS = 60_000;
  private static final int INDEX_BITS = 11;
  private static final int REGISTERS = 1 << INDEX_BITS;
  private static final int RANK_BITS = Integer.SIZE - INDEX_BITS;

  private volatile Minute current = new Minute(Long.MIN_VALUE);

  // Guarded by itself.
  private final @Nullable Minute[] minutes = new Minute[MINUTES];

  /**
   * @param hash seeded, and nothing that a stranger can choose
   * @param now in milliseconds since the epoch
   */
  void saw(int hash, long now) {
    long number = now / MINUTE_MILLIS;
    Minute minute = current;
    if (minute.number != number) {
      minute = turnTo(number);
    }
    minute.saw(spread(hash));
  }

  private Minute turnTo(long number) {
    synchronized (minutes) {
      int place = (int) (number % MINUTES);
      Minute minute = minutes[place];
      if (minute == null || minute.number != number) {
        minute = new Minute(number);
        minutes[place] = minute;
      }
      current = minute;
      return minute;
    }
  }

  /**
   * @param now in milliseconds since the epoch
   */
  long estimate(long now) {
    long number = now / MINUTE_MILLIS;
    byte[] ranks = new byte[REGISTERS];
    synchronized (minutes) {
      for (Minute minute : minutes) {
        if (minute != null && minute.number <= number && minute.number > number - MINUTES) {
          minute.addTo(ranks);
        }
      }
    }
    return Math.round(estimate(ranks));
  }

  private static double estimate(byte[] ranks) {
    double[] times = new double[RANK_BITS + 2];
    for (byte rank : ranks) {
      times[rank]++;
    }
    double z = REGISTERS * tau(1 - times[RANK_BITS + 1] / REGISTERS);
    for (int rank = RANK_BITS; rank > 0; rank--) {
      z = (z + times[rank]) / 2;
    }
    z += REGISTERS * sigma(times[0] / REGISTERS);
    return (double) REGISTERS * REGISTERS / (2 * Math.log(2) * z);
  }

  /** What the registers stand for that no token has met. */
  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = share;
    double y = 1;
    double z = x;
    for (double before = -1; z != before; y += y) {
      x *= x;
      before = z;
      z += x * y;
    }
    return z;
  }

  /** What the registers stand for that are full. */
  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double y = 1;
    double z = 1 - x;
    for (double before = -1; z != before; ) {
      x = Math.sqrt(x);
      y /= 2;
      before = z;
      z -= (1 - x) * (1 - x) * y;
    }
    return z / 3;
  }

  /** The end of MurmurHash3: every bit of a table's hash counts here. */
  private static int spread(int hash) {
    int h = (hash ^ (hash >>> 16)) * 0x85EB_CA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2_AE35;
    return h ^ (h >>> 16);
  }

  /** What one minute has seen. */
  private static final class Minute {
    private final long number;
    private final byte[] ranks = new byte[REGISTERS];

    Minute(long number) {
      this.number = number;
    }

    void saw(int hash) {
      int register = hash >>> RANK_BITS;
      int rest = hash << INDEX_BITS | 1 << (INDEX_BITS - 1); // so that it ends
      int rank = Integer.numberOfLeadingZeros(rest) + 1;
      if (ranks[register] < rank) {
        ranks[register] = (byte) rank;
      }
    }

    void addTo(byte[] all) {
      for (int i = 0; i < all.length; i++) {
        all[i] = (byte) Math.max(all[i], ranks[i]);
      }
    }
  }
}
