package io.tokenrelay.agent.verify.cache;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that the cache of good tokens finds few of them, since a balancer that keeps a user's
 * requests together helps more than anything here. Looks only where a token had to be verified, and
 * found good: a hit pays nothing, and no stranger can make it speak.
 */
public final class HitShare {
  private static final Logger log = LoggerFactory.getLogger(HitShare.class);
  private static final long WINDOW = TimeUnit.MINUTES.toMillis(10);

  /** Two tokens a second: below, verification costs nothing worth a line. */
  private static final long WORTH_A_LINE = 1_200;

  private static final long NOT_BEGUN = Long.MIN_VALUE;

  private final LongSupplier hits;
  private final LongAdder verified = new LongAdder();
  private final AtomicLong began = new AtomicLong(NOT_BEGUN);

  // Of the window before, and used by whoever ends one.
  private volatile long hitsBefore;
  private volatile long verifiedBefore;
  private volatile boolean low;

  /**
   * @param hits how many tokens the cache has found since start
   */
  public HitShare(LongSupplier hits) {
    this.hits = hits;
  }

  /**
   * A token was not there, and is good.
   *
   * @param now in milliseconds since the epoch
   */
  public void verified(long now) {
    verified.increment();
    long since = began.get();
    if (since == NOT_BEGUN) {
      began.compareAndSet(NOT_BEGUN, now);
    } else if (now - since >= WINDOW && began.compareAndSet(since, now)) {
      end(now - since);
    }
  }

  private void end(long millis) {
    long hitsNow = hits.getAsLong();
    long verifiedNow = verified.sum();
    long found = hitsNow - hitsBefore;
    long all = found + verifiedNow - verifiedBefore;
    hitsBefore = hitsNow;
    verifiedBefore = verifiedNow;
    boolean lowBefore = low;
    low = all >= WORTH_A_LINE && found < all / 2;
    if (low && !lowBefore) {
      log.info(
          "{} % of {} valid tokens were found in the cache in the last {} minutes; each of the others"
              + " cost a signature. Let the load balancer send a user's requests to the same instance"
              + " (affinity: tokenrelay.propagation.affinity-header in the services that call this one)."
              + " docs/capacity.md says what that saves, and where transaction tokens help",
          100 * found / all, all, TimeUnit.MILLISECONDS.toMinutes(millis));
    }
  }
}
