package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code ContextHandler.handle(Request, Runnable)}, in which Jetty calls every listener of a
 * request. This may be on another request's thread: whoever completes an asynchronous request runs
 * the rest of it there and then.
 */
public final class ScopeAdvice {
  private ScopeAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable Request request) {
    return request == null ? null : KeptExchange.comeBackTo(request);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object suspended) {
    Relay.resume(suspended);
  }
}
