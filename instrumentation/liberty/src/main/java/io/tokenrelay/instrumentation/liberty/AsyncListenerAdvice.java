package io.tokenrelay.instrumentation.liberty;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around the calls of an {@code AsyncListenerEntry}, which may be on another request's thread or on
 * the timeout thread.
 */
public final class AsyncListenerAdvice {
  private AsyncListenerAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object entry) {
    return KeptExchange.reenter(AsyncRequest.of(entry, "asyncContext"));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object suspended) {
    Relay.resume(suspended);
  }
}
