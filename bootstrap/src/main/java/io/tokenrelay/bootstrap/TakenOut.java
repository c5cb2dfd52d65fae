package io.tokenrelay.bootstrap;

import java.lang.ref.WeakReference;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last few objects that a request's work has taken out of queues, on whichever thread. Anybody
 * may have put them there, so another piece of the request's work that gets one as a value serves
 * others as well.
 *
 * <p>Weak, since a request may take long; guarded by its {@link Origin}.
 */
final class TakenOut {
  private static final int MOST = 64;

  private final @Nullable WeakReference<?>[] last = new WeakReference<?>[MOST];
  private int next;

  void add(Object element) {
    last[next] = new WeakReference<>(element);
    next = (next + 1) % MOST;
  }

  /** Adds the objects, and the contents of those that are containers of the JDK. */
  void addTo(Set<Object> all) {
    for (WeakReference<?> each : last) {
      Object element = each == null ? null : each.get();
      if (element != null) {
        all.add(element);
        for (Object inside : Contents.of(element)) {
          if (inside != null) {
            all.add(inside);
          }
        }
      }
    }
  }
}
