package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Relay;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * The request in a call's context, where the connection puts what it sends and the application
 * finds it: an attribute at first; from core 5.3 a field of the core's own kind of context.
 */
final class SentRequest {
  private static final @Nullable Method SETTER = setter();

  private SentRequest() {}

  static void set(HttpContext context, HttpRequest request) {
    try {
      if (SETTER == null || !(context instanceof HttpCoreContext)) {
        context.setAttribute(HttpCoreContext.HTTP_REQUEST, request);
      } else {
        SETTER.invoke(context, request);
      }
    } catch (IllegalAccessException | InvocationTargetException | RuntimeException failure) {
      Relay.failed(failure);
    }
  }

  private static @Nullable Method setter() {
    try {
      return HttpCoreContext.class.getMethod("setRequest", HttpRequest.class);
    } catch (NoSuchMethodException before) {
      return null;
    }
  }
}
