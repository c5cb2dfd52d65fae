package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.spi.Door;
import io.tokenrelay.instrumentation.spi.Entrance;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code Server.handle}: the application runs between enter and exit, with the caller's
 * token on its thread, or not at all if the request is rejected.
 */
@Door
public final class HandleAdvice {
  private static final Entrance<Request> ENTRANCE =
      new Entrance<Request>() {
        @Override
        protected Exchange exchange(Request request) {
          return KeptExchange.of(request);
        }
      };

  private HandleAdvice() {}

  /** Returns null to let the application run. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) Request request,
      @Advice.Argument(1) Response response,
      @Advice.Argument(2) Callback callback) {
    Rejection rejection = ENTRANCE.enter(request).rejection();
    if (rejection != null) {
      Refusal.write(rejection, response, callback);
    }
    return rejection;
  }

  /**
   * Leaves whatever was entered last.
   *
   * @return true (handled) if the request was rejected; false keeps the handlers' result
   */
  @Advice.AssignReturned.ToReturned
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static boolean exit(@Advice.Enter @Nullable Object rejection) {
    Exchange exchange = Relay.exchange();
    if (exchange != null) {
      exchange.exit();
    }
    return rejection != null;
  }
}
