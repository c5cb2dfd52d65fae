package io.tokenrelay.instrumentation.glassfish;

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
 * Around {@code StandardHostValve.invoke}, either of the two: the application runs between enter
 * and exit, with the caller's token on its thread, or not at all when the request is rejected.
 */
@Door
public final class HostValveAdvice {
  private static final Entrance<Object> ENTRANCE =
      new Entrance<Object>() {
        @Override
        protected Exchange exchange(Object request) {
          return KeptExchange.of((Request) request);
        }
      };

  private HostValveAdvice() {}

  /**
   * Answers null to let the application run.
   *
   * @param request declared as an interface by one of the two; the pipeline gives it a connector's
   */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) Object request, @Advice.Argument(1) Object response) {
    Rejection rejection = ENTRANCE.enter(request).rejection();
    if (rejection != null) {
      Refusal.write(rejection, (Response) response);
    }
    return rejection;
  }

  /** Leaves whatever was entered last, so that it needs nothing from {@link #enter}. */
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit() {
    Exchange exchange = Relay.exchange();
    if (exchange != null) {
      exchange.exit();
    }
  }
}
