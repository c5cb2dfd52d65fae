package io.tokenrelay.agent.verify.http;

/**
 * Prevents requests to an issuer that does not answer: three failures in a row begin an outage, and
 * then a single request is made after 1 s, 2 s, 4 s ... 60 s. So an issuer that is down costs a few
 * callers a timeout, not all of them. Whether it is down is decided by a request with a token of
 * our own: it may be choking on a stranger's token.
 */
public final class Outage {
  private static final int BEGINS_WITH = 3;
  private static final long FIRST_BACKOFF_MILLIS = 1_000;
  private static final long MAX_BACKOFF_MILLIS = 60_000;

  private int failures;
  private long backoff;
  private long nextAt;

  /** Whether this caller may ask; during an outage, one at a time may. */
  public synchronized boolean mayAsk(long now) {
    if (failures < BEGINS_WITH) {
      return true;
    }
    if (now < nextAt) {
      return false;
    }
    nextAt = now + backoff;
    return true;
  }

  /** Whether the issuer is considered down. */
  public synchronized boolean isOn() {
    return failures >= BEGINS_WITH;
  }

  /** Returns whether this failure begins an outage. */
  public synchronized boolean failed(long now) {
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

  /** Whether to log the failure: the first, and later ones less and less often. */
  public synchronized boolean isWorthLogging() {
    return failures == 1
        || (failures >= BEGINS_WITH && backoff == MAX_BACKOFF_MILLIS && failures % 10 == 0);
  }

  /** Returns whether there were failures before. */
  public synchronized boolean answered() {
    boolean failed = failures > 0;
    failures = 0;
    return failed;
  }
}
