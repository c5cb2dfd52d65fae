package io.tokenrelay.instrumentation.jaxrs;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;

/** The object by which a suspended request is answered is made, on the request's own thread. */
public final class NewResponseAdvice {
  private NewResponseAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void made(@Advice.This Object response) {
    Relay.answeredThrough(response);
  }
}
