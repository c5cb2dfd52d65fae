package io.tokenrelay.bootstrap;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The last few objects that the own thread of a request has taken out of queues. Anybody may have
 * put them there, so they are not the request's own work when it hands them on: a permit is
 * released, and the next who waits is given to a pool. Confined to its thread; weak, for a request
 * may take long.
 */
final class TakenOut {
  private static final int MOST = 16;

  private final @Nullable WeakReference<?>[] last = new WeakReference<?>[MOST];
  private int next;

  void add(Object element) {
    last[next] = new WeakReference<>(element);
    next = (next + 1) % MOST;
  }

  boolean contains(Object object) {
    for (WeakReference<?> each : last) {
      if (each != null && each.get() == object) {
        return true;
      }
    }
    return false;
  }
}
