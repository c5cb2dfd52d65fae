package io.tokenrelay.instrumentation.undertow;

import io.undertow.server.HttpHandler;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * The management interface of WildFly and JBoss EAP: a listener of its own, with accounts of its
 * own, for {@code jboss-cli} and the console. No application answers there.
 *
 * <p>It is known by the first handler of its listener; Undertow 2.3 puts one of its own before it.
 */
final class Management {
  private static final String PACKAGE = "org.jboss.as.domain.http.server.";
  private static final String OF_UNDERTOW = "io.undertow.server.handlers.";
  private static final int MOST_BEFORE_IT = 3;

  /** Where a handler of Undertow's keeps the next one, if it does; looked up once for a class. */
  private static final ClassValue<Field[]> NEXT =
      new ClassValue<Field[]>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          try {
            Field next = type.getDeclaredField("next");
            next.setAccessible(true);
            return new Field[] {next};
          } catch (NoSuchFieldException | RuntimeException none) {
            return new Field[0];
          }
        }
      };

  private Management() {}

  static boolean isServedBy(HttpHandler root) {
    Object handler = root;
    for (int i = 0; i <= MOST_BEFORE_IT && handler != null; i++) {
      String name = handler.getClass().getName();
      if (name.startsWith(PACKAGE)) {
        return true;
      }
      handler = name.startsWith(OF_UNDERTOW) ? next(handler) : null;
    }
    return false;
  }

  private static @Nullable Object next(Object handler) {
    for (Field next : NEXT.get(handler.getClass())) {
      try {
        return next.get(handler);
      } catch (IllegalAccessException unknown) {
        return null;
      }
    }
    return null;
  }
}
