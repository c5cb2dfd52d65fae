package io.tokenrelay.instrumentation.samples;

import net.bytebuddy.asm.Advice;

public final class ThrowingEnterAdvice {
  private ThrowingEnterAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static Object enter() {
    throw new UnsupportedOperationException("thrown by an advice");
  }
}
