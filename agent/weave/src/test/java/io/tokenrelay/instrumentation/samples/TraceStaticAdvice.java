package io.tokenrelay.instrumentation.samples;

import net.bytebuddy.asm.Advice;

/** Tells of the start and end of a static method, and of what it returns. */
public final class TraceStaticAdvice {
  private TraceStaticAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static long enter() {
    Seen.add("enter");
    return 42;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Argument(1) int index, @Advice.Enter long entered, @Advice.Return Object returned) {
    Seen.add("exit " + index + ' ' + entered + ' ' + (returned instanceof int[]));
  }
}
