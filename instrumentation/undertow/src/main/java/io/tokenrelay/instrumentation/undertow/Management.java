package io.tokenrelay.instrumentation.undertow;

import io.undertow.server.HttpHandler;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * The management interface of WildFly and JBoss EAP: a listener with its own accounts, for {@code
 * jboss-cli} and the console. No application answers there.
 *
 * <p>It is recognised by its listener's first handler; Undertow 2.3 puts one of its own in front.
 */
final class Management {
  private static final String PACKAGE = "org.jboss.as.domain.http.server.";
  private static final String OF_UNDERTOW = "io.undertow.server.handlers.";
  private static final int MOST_BEFORE_IT = 3;

  /**
   * The field in which an Undertow handler keeps the next one, if any; looked up once per class.
   */
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
