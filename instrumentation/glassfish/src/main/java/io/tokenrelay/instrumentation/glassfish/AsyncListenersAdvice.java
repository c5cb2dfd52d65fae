package io.tokenrelay.instrumentation.glassfish;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code AsyncContextImpl.notifyAsyncListeners}, which may be called on another request's
 * thread or on the timeout thread.
 */
public final class AsyncListenersAdvice {
  private AsyncListenersAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object context) {
    return AsyncRequest.reenter(context);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object suspended) {
    Relay.resume(suspended);
  }
}
