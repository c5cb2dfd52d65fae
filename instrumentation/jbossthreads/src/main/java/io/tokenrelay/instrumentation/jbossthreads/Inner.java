package io.tokenrelay.instrumentation.jbossthreads;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** The application's own task in the objects that a pool puts around it. */
final class Inner {
  private static final ClassValue<Field[]> FIELD =
      new ClassValue<Field[]>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          return fieldOf(type);
        }
      };

  private Inner() {}

  static Runnable of(Runnable task) throws IllegalAccessException {
    Runnable inner = task;
    for (Field[] field = FIELD.get(inner.getClass());
        field.length > 0;
        field = FIELD.get(inner.getClass())) {
      Runnable deeper = (Runnable) field[0].get(inner);
      if (deeper == null) {
        break;
      }
      inner = deeper;
    }
    return inner;
  }

  private static Field[] fieldOf(Class<?> type) {
    String name = type.getName();
    if (name.equals("org.jboss.threads.ContextClassLoaderSavingRunnable")
        || (name.equals("org.jboss.threads.EnhancedQueueExecutor$Task") && !handsOn(type))) {
      try {
        Field field = type.getDeclaredField("delegate");
        field.setAccessible(true);
        return new Field[] {field};
      } catch (ReflectiveOperationException | RuntimeException closed) {
        return new Field[0];
      }
    }
    return new Field[0];
  }

  /** Since 3.6 it hands the task to a method, and the task begins there. */
  private static boolean handsOn(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals("doRunWith")) {
        return true;
      }
    }
    return false;
  }
}
