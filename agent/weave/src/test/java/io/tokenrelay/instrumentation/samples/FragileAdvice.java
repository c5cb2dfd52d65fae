package io.tokenrelay.instrumentation.samples;

import net.bytebuddy.asm.Advice;

public final class FragileAdvice {
  private FragileAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.Argument(0) String how) {
    Failing.as(how);
  }
}
