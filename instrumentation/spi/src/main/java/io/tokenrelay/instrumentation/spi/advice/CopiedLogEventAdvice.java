package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.LoggedUser;
import net.bytebuddy.asm.Advice;

/** Behind the constructor of a log event that is a copy, on whichever thread. */
public final class CopiedLogEventAdvice {
  private CopiedLogEventAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.This Object event, @Advice.Argument(0) Object original) {
    LoggedUser.keepWith(event, original);
  }
}
