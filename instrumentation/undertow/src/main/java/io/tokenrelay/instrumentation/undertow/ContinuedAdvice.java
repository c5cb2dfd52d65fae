package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.Relay;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around whatever continues a request that was received before: its later dispatches and the calls
 * of its listeners. This may be on any thread, even another request's; on the thread that is
 * already serving the request it does nothing.
 */
public final class ContinuedAdvice {
  private ContinuedAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) HttpServerExchange request) {
    return Relay.reenterUnlessServing(KeptExchange.find(request));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object suspended) {
    Relay.resume(suspended);
  }
}
