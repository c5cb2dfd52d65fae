package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.PerObject;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;

/**
 * {@link NewResponseAdvice} for an object by which others answer, too: whoever does so answers as
 * its request ({@link AnswerAdvice}).
 */
public final class SharedResponseAdvice {
  static final PerObject<Exchange> ANSWERED = new PerObject<>();

  private SharedResponseAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void made(@Advice.This Object response) {
    NewResponseAdvice.made(response);
    Exchange exchange = Relay.exchange();
    if (exchange != null && !exchange.isOfNobody()) {
      ANSWERED.set(response, exchange);
    }
  }
}
