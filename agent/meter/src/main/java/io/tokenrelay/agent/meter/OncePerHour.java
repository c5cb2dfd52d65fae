package io.tokenrelay.agent.meter;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets one of each kind pass per hour: for log lines that a caller can provoke. The kinds are
 * fixed, so nothing that a caller sends takes up memory.
 */
public final class OncePerHour<K extends Enum<K>> {
  private static final long INTERVAL = TimeUnit.HOURS.toMillis(1);

  private final Map<K, AtomicLong> next;

  public OncePerHour(Class<K> kinds) {
    this.next = new EnumMap<>(kinds);
    for (K kind : kinds.getEnumConstants()) {
      next.put(kind, new AtomicLong(Long.MIN_VALUE));
    }
  }

  /**
   * Whether one of this kind may pass now; true at most once an hour.
   *
   * @param now in milliseconds
   */
  public boolean passes(K kind, long now) {
    AtomicLong due = next.get(kind);
    long before = due == null ? Long.MAX_VALUE : due.get();
    return due != null && now >= before && due.compareAndSet(before, now + INTERVAL);
  }
}
