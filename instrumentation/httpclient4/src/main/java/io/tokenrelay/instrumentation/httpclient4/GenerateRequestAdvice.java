package io.tokenrelay.instrumentation.httpclient4;

import net.bytebuddy.asm.Advice;
import org.apache.http.HttpRequest;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * A handler passes its request to the connection: below redirects, authentication and interceptors,
 * once per hop. The request is written at once, and only the connection keeps it.
 */
public final class GenerateRequestAdvice {
  private GenerateRequestAdvice() {}

  /** Null leaves the request unchanged. */
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToReturned
  public static @Nullable HttpRequest exit(
      @Advice.This Object handler, @Advice.Return @Nullable HttpRequest request) {
    AsyncCall call = AsyncCall.of(handler);
    if (call == null || request == null) {
      return null;
    }
    Object route = HandlerField.ROUTE.of(handler);
    Route way = route == null ? null : Route.to(route);
    return way == null
        ? null
        : call.relay(
            request,
            way,
            HandlerField.CONNECTION.of(handler),
            (HttpContext) HandlerField.CONTEXT.of(handler));
  }
}
