package io.tokenrelay.instrumentation.reactor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Processor;
import reactor.core.Scannable;

/**
 * Finds out whether a chain ends in one of Reactor's processors: a subscriber that passes on to
 * subscribers of its own, whom it does not know yet, and whose context is that of the first who
 * came. Other libraries' processors may serve one request, as the body of a response does.
 */
final class Junction extends ClassValue<Boolean> {
  private static final Junction KNOWN = new Junction();

  private Junction() {}

  /** Asks no further than to the next step of ours, which knows its chain. */
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

  /** The last of the subscribers that follow one another. */
  static Object lastBelow(Object subscriber) {
    Object last = subscriber;
    for (Object next = subscriber; next != null; next = below(next)) {
      last = next;
    }
    return last;
  }

  /** The subscribers that follow one another, this one first, without steps of ours. */
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

  /** As it is: {@code scan} answers something of Reactor's for a subscriber that is not. */
  static @Nullable Object below(Object subscriber) {
    return subscriber instanceof Scannable
        ? ((Scannable) subscriber).scanUnsafe(Scannable.Attr.ACTUAL)
        : null;
  }

  /** Its own subclasses as well, which an application may have made. */
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
