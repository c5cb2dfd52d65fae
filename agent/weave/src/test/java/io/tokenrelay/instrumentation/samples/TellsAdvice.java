package io.tokenrelay.instrumentation.samples;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToReturned;

public final class TellsAdvice {
  private TellsAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  @ToReturned
  public static String exit(@Advice.Argument(0) String how) {
    Failing.as(how);
    return "alice";
  }
}
