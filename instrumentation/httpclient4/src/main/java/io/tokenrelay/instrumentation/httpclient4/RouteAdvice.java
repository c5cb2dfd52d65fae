package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.CallRoute;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around the part of a client of 4.3 and later that executes one hop on a route: below redirects
 * and the application's interceptors.
 */
public final class RouteAdvice {
  /** Returned if {@code enter} began nothing; null means that it did, and found no outer route. */
  private static final Object NOTHING = new Object();

  private RouteAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable Object route) {
    return route == null || Relay.snapshot() == null ? NOTHING : CallRoute.begin(route);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object previous) {
    if (previous != NOTHING) {
      CallRoute.end(previous);
    }
  }
}
