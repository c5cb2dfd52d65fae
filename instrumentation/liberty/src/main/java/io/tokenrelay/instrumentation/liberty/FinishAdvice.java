package io.tokenrelay.instrumentation.liberty;

import io.tokenrelay.instrumentation.spi.Exchange;
import net.bytebuddy.asm.Advice;

/** Before {@code SRTServletRequest.finish}, where every request ends, even asynchronous ones. */
public final class FinishAdvice {
  private FinishAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Object request) {
    Exchange exchange = KeptExchange.forget(request);
    if (exchange != null) {
      exchange.completed();
    }
  }
}
