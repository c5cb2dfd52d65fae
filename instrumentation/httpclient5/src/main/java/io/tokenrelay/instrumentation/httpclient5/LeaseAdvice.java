package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A blocking call asks for a connection on a route, which it keeps until it is over. */
public final class LeaseAdvice {
  private LeaseAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.This Object runtime, @Advice.Argument(1) @Nullable Object route) {
    if (Relay.snapshot() != null) {
      RuntimeRoute.OF_RUNTIMES.set(runtime, route);
    }
  }
}
