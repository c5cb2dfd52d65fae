package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Door;
import io.tokenrelay.instrumentation.spi.Entrance;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code StandardHostValve.invoke}: the application runs between enter and exit, with the
 * caller's token on its thread, or not at all if the request is rejected.
 */
@Door
public final class HostValveAdvice {
  private static final Entrance<Request> ENTRANCE =
      new Entrance<Request>() {
        @Override
        protected Exchange exchange(Request request) {
          return KeptExchange.of(request);
        }
      };

  private HostValveAdvice() {}

  /** Returns null to let the application run. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) Request request, @Advice.Argument(1) Response response) {
    Rejection rejection = ENTRANCE.enter(request).rejection();
    if (rejection != null) {
      Refusal.write(rejection, response);
    }
    return rejection;
  }

  /**
   * Leaves whatever was entered last, so it needs nothing from {@link #enter}. An asynchronous
   * request stays on the thread until the connector's adapter is done with it.
   */
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Argument(0) Request request) {
    Exchange exchange = Relay.exchange();
    if (exchange != null && !request.isAsync()) {
      exchange.exit();
    }
  }
}
