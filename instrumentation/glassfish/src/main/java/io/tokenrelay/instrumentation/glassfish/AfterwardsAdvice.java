package io.tokenrelay.instrumentation.glassfish;

import io.tokenrelay.instrumentation.spi.Door;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code StandardHostValve.postInvoke}, which dispatches to error pages and notifies the
 * application's listeners that the request is over. For a rejected request it is skipped: the
 * listeners never heard that it began.
 */
@Door
public final class AfterwardsAdvice {
  private AfterwardsAdvice() {}

  /** Returns null to let it run. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static @Nullable Object enter(@Advice.Argument(0) Object request) {
    Exchange exchange = KeptExchange.find((Request) request);
    Rejection rejection = exchange.rejection();
    exchange.enter();
    return rejection;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit() {
    Exchange exchange = Relay.exchange();
    if (exchange != null) {
      exchange.exit();
    }
  }
}
