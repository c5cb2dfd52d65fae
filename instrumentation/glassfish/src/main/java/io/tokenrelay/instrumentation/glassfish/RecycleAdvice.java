package io.tokenrelay.instrumentation.glassfish;

import io.tokenrelay.instrumentation.spi.Exchange;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;

/**
 * Before {@code Request.recycle}, where every request ends, asynchronous and failed ones as well:
 * the response is complete. For a request that is still asynchronous it does nothing.
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
