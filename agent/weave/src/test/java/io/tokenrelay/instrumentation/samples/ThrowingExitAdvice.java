package io.tokenrelay.instrumentation.samples;

import net.bytebuddy.asm.Advice;

public final class ThrowingExitAdvice {
  private ThrowingExitAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit() {
    throw new StackOverflowError("thrown by an advice");
  }
}
