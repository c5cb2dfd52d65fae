package io.tokenrelay.bootstrap;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The first few objects in an array or one of the JDK's collections, maps and references. Never
 * calls code that may be the application's: no other collections, and none of the JDK's wrappers,
 * which may hold one. Nor the JDK's queues, where a look counts as taking ({@link Queues}).
 */
final class Contents {
  private static final int MOST = 16;
  private static final Object[] NONE = {};

  private Contents() {}

  static @Nullable Object[] of(Object container) {
    try {
      if (container instanceof Object[]) {
        Object[] all = (Object[]) container;
        return all.length <= MOST ? all : Arrays.copyOf(all, MOST);
      }
      if (container instanceof Collection) {
        return isPlain(container) ? first(((Collection<?>) container).iterator()) : NONE;
      }
      if (container instanceof Map) {
        return isPlain(container) ? first(((Map<?, ?>) container).values().iterator()) : NONE;
      }
      if (container instanceof AtomicReference) {
        return new Object[] {((AtomicReference<?>) container).get()};
      }
      if (container instanceof Map.Entry) {
        Map.Entry<?, ?> entry = (Map.Entry<?, ?>) container;
        return container.getClass().getClassLoader() == null
            ? new Object[] {entry.getKey(), entry.getValue()}
            : NONE;
      }
      return container instanceof Optional
          ? new Object[] {((Optional<?>) container).orElse(null)}
          : NONE;
    } catch (Throwable changing) { // another thread is changing it: its contents are unknown
      return NONE;
    }
  }

  /** Whether a field of this type may hold such a container. */
  static boolean mayBeIn(Class<?> type) {
    return Object[].class.isAssignableFrom(type)
        || Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type)
        || Map.Entry.class.isAssignableFrom(type)
        || AtomicReference.class.isAssignableFrom(type)
        || Optional.class.isAssignableFrom(type);
  }

  private static boolean isPlain(Object container) {
    Class<?> type = container.getClass();
    String name = type.getName();
    return type.getClassLoader() == null
        && (name.startsWith("java.util.concurrent.CopyOnWrite")
            || name.equals("java.util.concurrent.ConcurrentHashMap")
            || (name.startsWith("java.util.") && name.indexOf('.', "java.util.".length()) < 0))
        && !name.startsWith("java.util.Collections$Unmodifiable")
        && !name.startsWith("java.util.Collections$Synchronized")
        && !name.startsWith("java.util.Collections$Checked");
  }

  private static @Nullable Object[] first(Iterator<?> elements) {
    Object[] first = new Object[MOST];
    int count = 0;
    while (count < MOST && elements.hasNext()) {
      first[count++] = elements.next();
    }
    return Arrays.copyOf(first, count);
  }
}
