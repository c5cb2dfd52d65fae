package io.tokenrelay.instrumentation.servlet;

import io.tokenrelay.instrumentation.spi.Exchange;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request, by the exchange that is kept as its attribute: of this request, whatever
 * the thread works for. Asked by name, since the types are of javax or of jakarta.
 */
final class CallerOf {
  private static final ClassValue<Found> ATTRIBUTE =
      new ClassValue<Found>() {
        @Override
        protected Found computeValue(Class<?> type) {
          return new Found(find(type));
        }
      };

  private CallerOf() {}

  static @Nullable Principal request(Object request) {
    MethodHandle attribute = ATTRIBUTE.get(request.getClass()).handle;
    if (attribute == null) {
      return null;
    }
    try {
      Object kept = (Object) attribute.invokeExact(request, Exchange.ATTRIBUTE);
      return kept instanceof Exchange ? ((Exchange) kept).principal() : null;
    } catch (Throwable over) { // a container's request that has ended may refuse
      return null;
    }
  }

  /** Of the first public class above, whose method anybody may call. */
  private static @Nullable MethodHandle find(Class<?> type) {
    Class<?> known = type;
    while (known != null && !Modifier.isPublic(known.getModifiers())) {
      known = known.getSuperclass();
    }
    if (known == null) {
      return null;
    }
    try {
      return MethodHandles.publicLookup()
          .unreflect(known.getMethod("getAttribute", String.class))
          .asType(MethodType.methodType(Object.class, Object.class, String.class));
    } catch (ReflectiveOperationException absent) {
      return null;
    }
  }

  /** The method of a class, or none. */
  private static final class Found {
    final @Nullable MethodHandle handle;

    Found(@Nullable MethodHandle handle) {
      this.handle = handle;
    }
  }
}
