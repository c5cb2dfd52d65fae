package io.tokenrelay.instrumentation.samples;

import net.bytebuddy.asm.Advice;

/** Takes every kind of primitive and gives one back. */
public final class AddAdvice {
  private AddAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static double enter(
      @Advice.Argument(0) int a,
      @Advice.Argument(1) long b,
      @Advice.Argument(2) double c,
      @Advice.Argument(3) boolean d,
      @Advice.Argument(4) char e) {
    return a + b + c + (d ? 1 : 0) + e;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToReturned
  public static long exit(@Advice.Enter double sum, @Advice.Return long result) {
    return (long) sum * 1000 + result;
  }
}
