package io.tokenrelay.agent.main.weaving;

import java.util.HashMap;
import java.util.Map;

/**
 * Keeps one failing advice from filling the log, and from keeping others out of it: each has its
 * own minute. Bounded: there are some hundred advice classes.
 */
final class OncePerMinute {
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final int BOUND = 512;

  private final Map<String, Long> told = new HashMap<>();

  /** Whether nothing has been told of this for a minute. */
  synchronized boolean isDue(String name, long nanoTime) {
    Long last = told.get(name);
    if (last != null && nanoTime - last < MINUTE_NANOS) {
      return false;
    }
    if (last == null && told.size() >= BOUND) {
      return false;
    }
    told.put(name, nanoTime);
    return true;
  }
}
