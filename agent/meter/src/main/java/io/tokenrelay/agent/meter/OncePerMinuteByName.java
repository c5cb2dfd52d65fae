package io.tokenrelay.agent.meter;

import java.util.HashMap;
import java.util.Map;

/**
 * Lets one of each name pass per minute, so that a failure that repeats neither fills the log nor
 * keeps others out of it. Bounded: later names never pass.
 */
public final class OncePerMinuteByName {
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final int BOUND = 512;

  private final Map<String, Long> passed = new HashMap<>();

  /** Whether one of this name may pass now. */
  public synchronized boolean passes(String name, long nanoTime) {
    Long last = passed.get(name);
    if (last != null && nanoTime - last < MINUTE_NANOS) {
      return false;
    }
    if (last == null && passed.size() >= BOUND) {
      return false;
    }
    passed.put(name, nanoTime);
    return true;
  }
}
