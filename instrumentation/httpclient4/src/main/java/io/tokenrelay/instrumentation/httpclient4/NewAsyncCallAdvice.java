package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;

/** A call's handler is created, on the thread that creates the call. */
public final class NewAsyncCallAdvice {
  private NewAsyncCallAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void created(@Advice.This Object handler) {
    Object snapshot = Relay.snapshot();
    if (snapshot != null) {
      AsyncCall.created(handler, snapshot);
    }
  }
}
