package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.LoggedUser;
import net.bytebuddy.asm.Advice;

/** Behind the constructor of a log event, on the thread that logs. */
public final class NewLogEventAdvice {
  private NewLogEventAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.This Object event) {
    LoggedUser.keepWith(event);
  }
}
