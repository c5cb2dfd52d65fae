package io.tokenrelay.instrumentation.samples;

import net.bytebuddy.asm.Advice;

/** All that can be woven into any constructor. */
public final class AroundConstructorAdvice {
  private AroundConstructorAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static long enter() {
    return 0;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.This Object self, @Advice.Enter long entered) {}
}
