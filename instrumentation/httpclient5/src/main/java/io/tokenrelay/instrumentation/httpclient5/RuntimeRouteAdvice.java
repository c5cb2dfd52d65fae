package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.CallRoute;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around the part of a blocking client that executes one hop on its connection: below redirects and
 * the application's interceptors.
 */
public final class RuntimeRouteAdvice {
  /** Returned if {@code enter} began nothing; null means that it did, and found no outer route. */
  private static final Object NOTHING = new Object();

  private RuntimeRouteAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object runtime) {
    if (Relay.snapshot() == null) {
      return NOTHING;
    }
    Object route = RuntimeRoute.OF_RUNTIMES.get(runtime);
    return route == null ? NOTHING : CallRoute.begin(route);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object previous) {
    if (previous != NOTHING) {
      CallRoute.end(previous);
    }
  }
}
