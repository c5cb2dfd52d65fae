package io.tokenrelay.instrumentation.samples;

import net.bytebuddy.asm.Advice;

/** All that can be woven into any static method. */
public final class AroundStaticAdvice {
  private AroundStaticAdvice() {}

  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static double enter() {
    return 0;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter double entered, @Advice.Thrown Throwable thrown) {}
}
