package io.tokenrelay.instrumentation.glassfish;

import io.tokenrelay.instrumentation.spi.Exchange;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;

/**
 * Before {@code Request.recycle}, where every request ends, including asynchronous and failed ones:
 * the response is complete. Does nothing while a request is still asynchronous.
 */
public final class RecycleAdvice {
  private RecycleAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Request request) {
    if (request.isAsyncStarted()) {
      return;
    }
    Exchange exchange = KeptExchange.forget(request);
    if (exchange != null) {
      exchange.completed();
    }
  }
}
