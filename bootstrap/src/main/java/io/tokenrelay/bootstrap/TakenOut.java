package io.tokenrelay.bootstrap;

import java.lang.ref.WeakReference;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last few objects that work of a request has taken out of queues, elsewhere than on its own
 * thread. Anybody may have put them there, so whoever gets one as a value, in another piece of work
 * of the request, serves others as well.
 *
 * <p>Weak, for a request may take long; guarded by its {@link Origin}.
 */
final class TakenOut {
  private static final int MOST = 64;

  private final @Nullable WeakReference<?>[] last = new WeakReference<?>[MOST];
  private int next;

  void add(Object element) {
    last[next] = new WeakReference<>(element);
    next = (next + 1) % MOST;
  }

  /** They, and what is in them where they are the JDK's containers. */
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
