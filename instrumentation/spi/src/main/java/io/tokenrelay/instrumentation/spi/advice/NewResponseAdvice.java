package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;

/**
 * The object through which a suspended request is answered is created, on the request's own thread:
 * a task that holds it is that request's work.
 */
public final class NewResponseAdvice {
  private NewResponseAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void made(@Advice.This Object response) {
    Work.answeredThrough(response);
  }
}
