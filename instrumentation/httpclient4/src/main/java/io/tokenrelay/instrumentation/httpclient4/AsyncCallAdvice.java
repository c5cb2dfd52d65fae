package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around every notification of a handler: its call works for the user who created it, or for
 * nobody, whoever notifies it: the event loop, the release of another user's connection, a thread
 * that cancels.
 */
public final class AsyncCallAdvice {
  private AsyncCallAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object handler) {
    return Relay.openTask(AsyncCall.snapshotOf(handler));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object previous) {
    Relay.closeTask(previous);
  }
}
