package io.tokenrelay.instrumentation.spring;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;

/**
 * A handler makes the object through which its request will be answered: a task that holds it is
 * that request's work.
 */
public final class NewResponseAdvice {
  private NewResponseAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void made(@Advice.This Object response) {
    Relay.answeredThrough(response);
  }
}
