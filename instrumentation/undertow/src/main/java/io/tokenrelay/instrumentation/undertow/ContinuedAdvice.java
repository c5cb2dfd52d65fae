package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around whatever goes on with a request that has been received: its later dispatches and the calls
 * of what it has registered. It may be on any thread, that of another request included; on the
 * thread that is at it already it does nothing.
 */
public final class ContinuedAdvice {
  private ContinuedAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) HttpServerExchange request) {
    Exchange exchange = KeptExchange.find(request);
    return Relay.exchange() == exchange ? null : Relay.reenter(exchange);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object suspended) {
    if (suspended != null) {
      Relay.resume(suspended);
    }
  }
}
