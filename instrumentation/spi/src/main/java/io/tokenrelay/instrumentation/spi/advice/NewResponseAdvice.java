package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.PerObject;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;

/**
 * The object through which a suspended request is answered is created, on the request's own thread:
 * a task that holds it is that request's work, and whoever answers by it answers as that request
 * ({@link AnswerAdvice}).
 */
public final class NewResponseAdvice {
  static final PerObject<Exchange> ANSWERED = new PerObject<>();

  private NewResponseAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void made(@Advice.This Object response) {
    Work.answeredThrough(response);
    Exchange exchange = Relay.exchange();
    if (exchange != null && !exchange.isOfNobody()) {
      ANSWERED.set(response, exchange);
    }
  }
}
