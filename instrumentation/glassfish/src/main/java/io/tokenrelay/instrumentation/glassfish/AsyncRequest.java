package io.tokenrelay.instrumentation.glassfish;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import java.lang.reflect.Field;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * The request behind an {@code AsyncContextImpl}, whose class and fields are not public: found by
 * reflection, once for each copy of the server in a JVM.
 */
final class AsyncRequest {
  private static final ClassValue<Field[]> FIELDS =
      new ClassValue<Field[]>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          return new Field[] {find(type, "origRequest"), find(type, "asyncContext")};
        }
      };

  private AsyncRequest() {}

  /** The context that a dispatch's handler belongs to. */
  static @Nullable Object contextOf(Object handler) {
    return read(FIELDS.get(handler.getClass())[1], handler);
  }

  /**
   * Resumes a context's request on this thread.
   *
   * @return what to hand to {@link Relay#resume}; null if the thread is already serving it
   */
  static @Nullable Object reenter(@Nullable Object context) {
    Object request = context == null ? null : read(FIELDS.get(context.getClass())[0], context);
    Exchange exchange =
        request instanceof Request
            ? KeptExchange.find((Request) request)
            : Relay.inbound().nobody();
    return Relay.reenterUnlessServing(exchange);
  }

  private static @Nullable Object read(@Nullable Field field, Object object) {
    try {
      return field == null ? null : field.get(object);
    } catch (IllegalAccessException refused) {
      return null;
    }
  }

  private static @Nullable Field find(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException | RuntimeException refused) {
      return null;
    }
  }
}
