package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.library.Library;
import net.bytebuddy.asm.Advice;

/** Sees what the method throws, and lets it pass. */
public final class FailsAdvice {
  private FailsAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.This Library library, @Advice.Thrown Throwable thrown) {
    library.log.add(thrown.getMessage());
  }
}
