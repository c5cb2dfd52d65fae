package io.tokenrelay.bootstrap;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
  static final int MOST = 64;

  /** An envelope, with a message in it, with a task in that. */
  private static final int DEEP = 3;

  private static final int MOST_INSIDE = 512;

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

  /** They, and nothing that is in them but what a container holds. */
  void addThemselvesTo(Set<Object> all) {
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

  /** They and what is in them, as far as is worth looking. */
  void addTo(Set<Object> all) {
    List<Object> around = new ArrayList<>();
    for (WeakReference<?> each : last) {
      Object element = each == null ? null : each.get();
      if (element != null && all.add(element)) {
        around.add(element);
      }
    }
    for (int deep = 0; deep < DEEP; deep++) {
      List<Object> inside = new ArrayList<>();
      for (Object each : around) {
        addInsideOf(each, all, inside);
      }
      around = inside;
    }
  }

  private static void addInsideOf(Object each, Set<Object> all, List<Object> inside) {
    for (Object element : Contents.of(each)) {
      add(element, all, inside);
    }
    TaskClass type = TaskClass.of(each);
    if (type.isJdks) { // a future holds the value that it has been waited for
      return;
    }
    for (Field field : type.fields()) {
      try {
        add(field.get(each), all, inside);
      } catch (Throwable unreadable) {
        // The next one may be.
      }
    }
  }

  private static void add(@Nullable Object object, Set<Object> all, List<Object> inside) {
    if (object != null && all.size() < MOST_INSIDE && all.add(object)) {
      inside.add(object);
    }
  }
}
