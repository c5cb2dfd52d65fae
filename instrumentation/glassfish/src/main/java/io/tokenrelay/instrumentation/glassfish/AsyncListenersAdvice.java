package io.tokenrelay.instrumentation.glassfish;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code AsyncContextImpl.notifyAsyncListeners}, which may be called by the thread of
 * another request, and by one that watches the time.
 */
public final class AsyncListenersAdvice {
  private AsyncListenersAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object context) {
    return AsyncRequest.suspend(context);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object suspended) {
    if (suspended != null) {
      Relay.resume(suspended);
    }
  }
}
