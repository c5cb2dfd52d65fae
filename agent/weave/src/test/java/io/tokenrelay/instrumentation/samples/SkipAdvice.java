package io.tokenrelay.instrumentation.samples;

import net.bytebuddy.asm.Advice;

/** Skips the method for strangers. */
public final class SkipAdvice {
  private SkipAdvice() {}

  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static Object enter(@Advice.Argument(0) String name) {
    if (name.equals("error")) {
      throw new IllegalStateException("an enter that fails must not skip");
    }
    return name.equals("stranger") ? name : null;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  @Advice.AssignReturned.ToReturned
  public static String exit(@Advice.Enter Object skipped, @Advice.Return String result) {
    return skipped == null ? result : "skipped";
  }
}
