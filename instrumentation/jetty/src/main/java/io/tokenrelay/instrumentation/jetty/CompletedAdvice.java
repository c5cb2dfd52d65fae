package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.spi.Exchange;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannel;

/**
 * Before {@code HttpChannel.onCompleted}, where every request ends, including asynchronous and
 * failed ones: the response is complete.
 */
public final class CompletedAdvice {
  private CompletedAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This HttpChannel channel) {
    Exchange exchange = KeptExchange.forget(channel.getRequest());
    if (exchange != null) {
      exchange.completed();
    }
  }
}
