package io.tokenrelay.bootstrap;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * The last few objects that the own thread of a request has taken out of queues. Anybody may have
 * put them there, so neither they nor what is in them is the request's own work when it is handed
 * on: a permit is released, and the next who waits is given to a pool. Where it has taken out what
 * was not shown to us, a whole batch, nothing tells any more what is its own.
 *
 * <p>Confined to its thread; weak, for a request may take long.
 */
final class TakenOut {
  private static final int MOST = 16;

  private final @Nullable WeakReference<?>[] last = new WeakReference<?>[MOST];
  private int next;
  private boolean unseen;

  void add(Object element) {
    last[next] = new WeakReference<>(element);
    next = (next + 1) % MOST;
  }

  void addUnseen() {
    unseen = true;
  }

  boolean isUnseen() {
    return unseen;
  }

  /** Whether an object is one of them, or one of the objects in one of them. */
  boolean contains(Object object) {
    for (WeakReference<?> each : last) {
      Object element = each == null ? null : each.get();
      if (element != null && (element == object || isIn(element, object))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(Object element, Object object) {
    TaskClass type = TaskClass.of(element);
    if (type.isJdks) { // a future holds the value that it has been waited for
      return false;
    }
    for (Field field : type.fields()) {
      try {
        if (field.get(element) == object) {
          return true;
        }
      } catch (Throwable unreadable) {
        // The next one may be.
      }
    }
    return false;
  }
}
