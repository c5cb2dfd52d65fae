package io.tokenrelay.instrumentation.httpclient5;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * A call hands an exchange to its connection: below redirects, retries and authentication, once for
 * each hop.
 */
public final class ExchangeAdvice {
  private ExchangeAdvice() {}

  /** Null leaves the exchange unchanged. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(1))
  public static @Nullable AsyncClientExchangeHandler enter(
      @Advice.This Object runtime,
      @Advice.Argument(1) AsyncClientExchangeHandler exchange,
      @Advice.Argument(2) @Nullable HttpContext context) {
    AsyncCall call = AsyncCall.of(runtime);
    HttpRoute route = call == null ? null : call.route();
    return call == null || route == null
        ? null
        : new RelayingExchange(exchange, call.snapshot(), Route.to(route), call.pass(), context);
  }
}
