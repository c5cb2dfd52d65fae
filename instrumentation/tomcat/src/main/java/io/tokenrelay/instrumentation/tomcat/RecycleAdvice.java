package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Exchange;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;

/**
 * Before {@code Request.recycle}, the one place where every request ends, including asynchronous
 * and failed ones: the response is complete, and the access log written.
 */
public final class RecycleAdvice {
  private RecycleAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Request request) {
    Exchange exchange = KeptExchange.forget(request);
    if (exchange != null) {
      exchange.completed();
    }
  }
}
