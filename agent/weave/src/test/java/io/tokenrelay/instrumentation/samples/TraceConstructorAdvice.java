package io.tokenrelay.instrumentation.samples;

import net.bytebuddy.asm.Advice;

/** Tells of the start and end of a constructor, and changes an argument. */
public final class TraceConstructorAdvice {
  private TraceConstructorAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(1))
  public static String enter(@Advice.Argument(0) int count, @Advice.Argument(1) String text) {
    Seen.add("enter " + count + ' ' + text);
    return count == 0 ? null : text.toUpperCase(java.util.Locale.ROOT);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.This Object self, @Advice.Argument(1) String text) {
    Seen.add("exit " + self.getClass().getSimpleName() + ' ' + text);
  }
}
