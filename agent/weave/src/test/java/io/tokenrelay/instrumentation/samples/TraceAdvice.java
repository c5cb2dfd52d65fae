package io.tokenrelay.instrumentation.samples;

import net.bytebuddy.asm.Advice;

/** Tells of every start and end of a method of an object with an argument, however it ends. */
public final class TraceAdvice {
  private TraceAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static Object enter(@Advice.This Object self, @Advice.Argument(0) Object first) {
    Seen.add("enter " + self.getClass().getSimpleName() + ' ' + first);
    return "entered with " + first;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.This Object self,
      @Advice.Argument(0) Object first,
      @Advice.Enter Object entered,
      @Advice.Thrown Throwable thrown) {
    Seen.add(
        "exit " + self.getClass().getSimpleName() + ' ' + first + ' ' + entered + ' ' + thrown);
  }
}
