package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.PerObject;
import io.tokenrelay.instrumentation.spi.advice.NewResponseAdvice;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;

/**
 * After the constructor of {@code AsyncContextImpl}, of which each asynchronous request has one:
 * its exchange is kept with it, for its listeners, and a task that holds it is its work.
 */
public final class NewAsyncContextAdvice {
  static final PerObject<Exchange> SERVED = new PerObject<>();

  private NewAsyncContextAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void made(@Advice.This Object context, @Advice.Argument(0) Request request) {
    NewResponseAdvice.made(context);
    Exchange exchange = KeptExchange.of(request.getCoyoteRequest());
    if (!exchange.isOfNobody()) {
      SERVED.set(context, exchange);
    }
  }
}
