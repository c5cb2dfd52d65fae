package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * A minimal client executes the exchange it is given, once, with the host that its request names.
 */
public final class MinimalExchangeAdvice {
  private MinimalExchangeAdvice() {}

  /** Null leaves the exchange unchanged. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  public static @Nullable AsyncClientExchangeHandler enter(
      @Advice.Argument(0) @Nullable AsyncClientExchangeHandler exchange,
      @Advice.Argument(2) @Nullable HttpContext context) {
    Object snapshot = Relay.snapshot();
    return snapshot == null || exchange == null
        ? null
        : new RelayingExchange(exchange, snapshot, null, null, context);
  }
}
