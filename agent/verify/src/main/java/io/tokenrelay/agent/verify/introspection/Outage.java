package io.tokenrelay.agent.verify.introspection;

/**
 * Keeps from asking an issuer that does not answer: three failures in a row begin an outage, and
 * then one question is asked after 1 s, 2 s, 4 s ... 60 s, on behalf of all. So an issuer that is
 * down costs a few requests a timeout, and not every one. Whether it is down is decided by a
 * question of our own: a stranger's token may be what it chokes on.
 */
final class Outage {
  private static final int BEGINS_WITH = 3;
  private static final long FIRST_BACKOFF_MILLIS = 1_000;
  private static final long MAX_BACKOFF_MILLIS = 60_000;

  private int failures;
  private long backoff;
  private long nextAt;

  /** Whether this caller may ask; during an outage that is one at a time. */
  synchronized boolean mayAsk(long now) {
    if (failures < BEGINS_WITH) {
      return true;
    }
    if (now < nextAt) {
      return false;
    }
    nextAt = now + backoff;
    return true;
  }

  /** Whether it does not answer, as far as is known. */
  synchronized boolean isOn() {
    return failures >= BEGINS_WITH;
  }

  /** Returns whether an outage begins with it. */
  synchronized boolean failed(long now) {
    failures++;
    if (failures >= BEGINS_WITH) {
      backoff =
          failures == BEGINS_WITH
              ? FIRST_BACKOFF_MILLIS
              : Math.min(backoff * 2, MAX_BACKOFF_MILLIS);
      nextAt = now + backoff;
    }
    return failures == BEGINS_WITH;
  }

  /** Whether an operator should hear of it: with the first failure, and then ever less often. */
  synchronized boolean isToBeTold() {
    return failures == 1
        || (failures >= BEGINS_WITH && backoff == MAX_BACKOFF_MILLIS && failures % 10 == 0);
  }

  /** Returns whether something was wrong before. */
  synchronized boolean answered() {
    boolean failed = failures > 0;
    failures = 0;
    return failed;
  }
}
