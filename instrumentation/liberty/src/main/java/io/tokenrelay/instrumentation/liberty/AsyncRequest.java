package io.tokenrelay.instrumentation.liberty;

import io.tokenrelay.instrumentation.spi.Getter;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * The request behind an object that runs for an asynchronous one. The fields that lead there are
 * not public: they are read by reflection, and found once for each copy of the server in a JVM.
 */
final class AsyncRequest {
  private static final Getter REQUEST =
      new Getter("com.ibm.ws.webcontainer.async.AsyncContextImpl", "getIExtendedRequest");

  private static final ClassValue<Field[]> FIELDS =
      new ClassValue<Field[]>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          return accessible(type.getDeclaredFields());
        }
      };

  private AsyncRequest() {}

  /**
   * The container's own request object; null when it cannot be found.
   *
   * @param field the field that holds the asynchronous context
   */
  static @Nullable Object of(Object holder, String field) {
    for (Field each : FIELDS.get(holder.getClass())) {
      if (each.getName().equals(field)) {
        return ofContext(each, holder);
      }
    }
    return null;
  }

  private static @Nullable Object ofContext(Field field, Object holder) {
    try {
      Object context = field.get(holder);
      return context == null ? null : REQUEST.get(context);
    } catch (IllegalAccessException refused) {
      return null;
    }
  }

  private static Field[] accessible(Field[] fields) {
    for (Field field : fields) {
      field.setAccessible(true);
    }
    return fields;
  }
}
