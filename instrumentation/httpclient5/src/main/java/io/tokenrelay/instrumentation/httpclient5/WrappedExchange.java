package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.AwaitsPeer;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.jspecify.annotations.Nullable;

/**
 * Finds our exchange inside the wrappers that the client has since put around it, for its log or to
 * release the connection.
 */
final class WrappedExchange {
  private static final int DEPTH = 6;
  private static final Field[] NONE = {};

  private static final ClassValue<Field[]> HANDLERS =
      new ClassValue<Field[]>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          return handlers(type);
        }
      };

  private WrappedExchange() {}

  /** Null if there is none. */
  static @Nullable AwaitsPeer find(@Nullable Object exchange) {
    return find(exchange, DEPTH);
  }

  private static @Nullable AwaitsPeer find(@Nullable Object exchange, int depth) {
    if (exchange == null || exchange instanceof AwaitsPeer) {
      return (AwaitsPeer) exchange;
    }
    if (depth > 0) {
      Field[] handlers = HANDLERS.get(exchange.getClass());
      for (Field handler : handlers) {
        AwaitsPeer found = find(value(handler, exchange), depth - 1);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable Object value(Field field, Object of) {
    try {
      return field.get(of);
    } catch (IllegalAccessException refused) {
      return null;
    }
  }

  /** Whether the field holds an exchange, or the enclosing instance of an anonymous one. */
  private static boolean mayLeadToOurs(Field field) {
    return !Modifier.isStatic(field.getModifiers())
        && (AsyncClientExchangeHandler.class.isAssignableFrom(field.getType())
            || (field.isSynthetic() && field.getName().startsWith("this$")));
  }

  private static Field[] handlers(Class<?> exchange) {
    List<Field> handlers = new ArrayList<>();
    for (Class<?> type = exchange; type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (mayLeadToOurs(field)) {
          handlers.add(field);
        }
      }
    }
    Field[] found = handlers.toArray(NONE);
    try {
      AccessibleObject.setAccessible(found, true);
      return found;
    } catch (RuntimeException closed) { // in a module that does not open its package
      return NONE;
    }
  }
}
