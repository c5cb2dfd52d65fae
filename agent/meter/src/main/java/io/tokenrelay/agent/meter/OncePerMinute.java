package io.tokenrelay.agent.meter;

import java.util.concurrent.atomic.AtomicLong;

/** Lets one pass per minute: for log lines about things that may happen on every request. */
public final class OncePerMinute {
  private static final long INTERVAL = 60_000;

  private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);

  /** Whether one may pass now; true at most once a minute. */
  public boolean passes(long now) {
    long due = next.get();
    return now >= due && next.compareAndSet(due, now + INTERVAL);
  }
}
