package io.tokenrelay.instrumentation.httpclient5;

import net.bytebuddy.asm.Advice;

/** A call's runtime is created: see {@link NewAsyncCallAdvice}. */
public final class NewRuntimeAdvice {
  private NewRuntimeAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void created(@Advice.This Object runtime) {
    Object creator = NewAsyncCallAdvice.creator();
    if (creator != null) {
      AsyncCall.created(runtime, creator);
    }
  }
}
