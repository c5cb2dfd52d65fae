package io.tokenrelay.instrumentation.reactor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Processor;
import reactor.core.Scannable;

/**
 * Finds out whether a chain ends in one of Reactor's processors: a subscriber with subscribers of
 * its own, most of which are yet to come, and with the context of the first. Other libraries'
 * processors may serve one request, as a response body does.
 */
final class Junction extends ClassValue<Boolean> {
  private static final Junction KNOWN = new Junction();

  private Junction() {}

  /** Looks no further than the next step of ours, which knows its chain. */
  static boolean isBelow(Object subscriber) {
    Object next = subscriber;
    while (next != null && !(next instanceof CarryingSubscriber)) {
      if (next instanceof Processor && KNOWN.get(next.getClass())) {
        return true;
      }
      next = below(next);
    }
    return false;
  }

  /** The last subscriber downstream. */
  static Object lastBelow(Object subscriber) {
    Object last = subscriber;
    for (Object next = subscriber; next != null; next = below(next)) {
      last = next;
    }
    return last;
  }

  /** The subscribers downstream, this one first, without our steps. */
  static Object[] allBelow(Object subscriber) {
    List<Object> all = new ArrayList<>();
    Object next = subscriber;
    while (next != null) {
      if (next instanceof CarryingSubscriber) {
        next = ((CarryingSubscriber<?>) next).downstream();
      } else {
        all.add(next);
        next = below(next);
      }
    }
    return all.toArray();
  }

  /**
   * Unsafe, since {@code scan} substitutes an object of Reactor's for one that is not scannable.
   */
  static @Nullable Object below(Object subscriber) {
    return subscriber instanceof Scannable
        ? ((Scannable) subscriber).scanUnsafe(Scannable.Attr.ACTUAL)
        : null;
  }

  /** True for subclasses as well, which may be an application's. */
  @Override
  protected Boolean computeValue(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each.getName().startsWith("reactor.core.publisher.")) {
        return true;
      }
    }
    return false;
  }
}
