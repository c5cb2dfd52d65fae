package io.tokenrelay.instrumentation.samples;

import net.bytebuddy.asm.Advice;

/** All that can be woven into any method of an object. */
public final class AroundAdvice {
  private AroundAdvice() {}

  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static Object enter(@Advice.This Object self) {
    return null;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.This Object self, @Advice.Enter Object entered, @Advice.Thrown Throwable thrown) {}
}
