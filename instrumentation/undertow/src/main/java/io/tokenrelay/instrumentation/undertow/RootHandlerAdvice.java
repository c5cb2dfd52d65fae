package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.Door;
import io.tokenrelay.instrumentation.spi.Relay;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code Connectors.executeRootHandler}, to which every listener passes its requests, as
 * does every handler that continues one on another thread: where tokens are enforced, or headers
 * are to be removed, {@link GuardedHandler} comes before a request's first handler.
 *
 * <p>Otherwise it changes nothing: the token is taken where a deployment passes the request to a
 * servlet ({@link DispatchAdvice}).
 */
@Door
public final class RootHandlerAdvice {
  private RootHandlerAdvice() {}

  /** Returns null to let Undertow call its own handler. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  public static @Nullable HttpHandler enter(
      @Advice.Argument(0) HttpHandler handler, @Advice.Argument(1) HttpServerExchange request) {
    if (!(Relay.inbound().isEnforcing() || Relay.inbound().removesHeaders())
        || handler instanceof GuardedHandler
        || KeptExchange.isKept(request)) {
      return null;
    }
    if (Management.isServedBy(handler)) {
      KeptExchange.keep(Relay.inbound().nobody(), request);
      return null;
    }
    return new GuardedHandler(handler);
  }
}
