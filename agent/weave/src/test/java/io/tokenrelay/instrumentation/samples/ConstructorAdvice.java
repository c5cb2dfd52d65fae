package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.library.Library;
import net.bytebuddy.asm.Advice;

public final class ConstructorAdvice {
  private ConstructorAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.This Library made) {
    made.log.add("seen");
  }
}
