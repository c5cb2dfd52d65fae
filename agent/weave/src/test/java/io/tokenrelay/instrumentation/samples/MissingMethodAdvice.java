package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.library.Library;
import net.bytebuddy.asm.Advice;

public final class MissingMethodAdvice {
  private MissingMethodAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static Object enter(@Advice.This Library library) {
    return library.removed();
  }
}
