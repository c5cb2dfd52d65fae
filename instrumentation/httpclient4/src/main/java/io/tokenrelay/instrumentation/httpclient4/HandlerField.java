package io.tokenrelay.instrumentation.httpclient4;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What an async client's handler sends its request with: a route, a connection, and the call's
 * context. The route and connection in the context will not do: calls may share a context, which
 * then holds those of the latest call.
 *
 * <p>The handlers keep them in fields; in 4.0 the route is in a field of their state. One that
 * cannot be read is unknown.
 */
final class HandlerField {
  static final HandlerField ROUTE =
      new HandlerField(new String[] {"routeRef"}, new String[] {"state", "route"});
  static final HandlerField CONNECTION =
      new HandlerField(new String[] {"managedConnRef"}, new String[] {"managedConn"});
  static final HandlerField CONTEXT = new HandlerField(new String[] {"localContext"});

  private final String[][] paths;
  private final ClassValue<Path> pathOf =
      new ClassValue<Path>() {
        @Override
        protected Path computeValue(Class<?> handler) {
          return Path.from(handler, paths);
        }
      };

  private HandlerField(String[]... paths) {
    this.paths = paths;
  }

  @Nullable Object of(Object handler) {
    Object found = handler;
    try {
      for (Field step : pathOf.get(handler.getClass()).steps) {
        found = found == null ? null : step.get(found);
      }
    } catch (IllegalAccessException refused) {
      return null;
    }
    if (found instanceof AtomicReference) {
      found = ((AtomicReference<?>) found).get();
    }
    return found == handler ? null : found;
  }

  private static final class Path {
    final Field[] steps;

    private Path(Field... steps) {
      this.steps = steps;
    }

    static Path from(Class<?> handler, String[][] paths) {
      for (String[] names : paths) {
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
