package io.tokenrelay.instrumentation.httpclient4;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The route that a handler of an async client sends its request by. The one in the call's context
 * will not do: calls may share a context, and then it is that of the last call.
 *
 * <p>The handlers keep it in a field: of their own since 4.1, of their state in 4.0. Where it
 * cannot be read, nothing is relayed.
 */
final class HandlerRoute {
  private static final String[][] PATHS = {
    {"routeRef"}, {"state", "route"},
  };

  private static final ClassValue<Path> PATH_OF =
      new ClassValue<Path>() {
        @Override
        protected Path computeValue(Class<?> handler) {
          return Path.from(handler);
        }
      };

  private HandlerRoute() {}

  static @Nullable Route of(Object handler) {
    Object found = handler;
    try {
      for (Field step : PATH_OF.get(handler.getClass()).steps) {
        found = found == null ? null : step.get(found);
      }
    } catch (IllegalAccessException refused) {
      return null;
    }
    if (found instanceof AtomicReference) {
      found = ((AtomicReference<?>) found).get();
    }
    return found == null || found == handler ? null : Route.to(found);
  }

  private static final class Path {
    final Field[] steps;

    private Path(Field... steps) {
      this.steps = steps;
    }

    static Path from(Class<?> handler) {
      for (String[] names : PATHS) {
        Field[] steps = new Field[names.length];
        Class<?> type = handler;
        for (int i = 0; i < names.length && type != null; i++) {
          steps[i] = declared(type, names[i]);
          type = steps[i] == null ? null : steps[i].getType();
        }
        if (type != null) {
          AccessibleObject.setAccessible(steps, true);
          return new Path(steps);
        }
      }
      return new Path();
    }

    private static @Nullable Field declared(@Nullable Class<?> type, String name) {
      if (type == null) {
        return null;
      }
      try {
        return type.getDeclaredField(name);
      } catch (NoSuchFieldException above) {
        return declared(type.getSuperclass(), name);
      }
    }
  }
}
