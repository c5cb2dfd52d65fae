package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.Door;
import io.tokenrelay.instrumentation.spi.Entrance;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code ServletInitialHandler.dispatchRequest}: the application runs between enter and
 * exit, with the caller's token on its thread, or not at all if the request is rejected. Dispatches
 * of other types pass through it as well, see {@link ContinuedAdvice}.
 */
@Door
public final class DispatchAdvice {
  private static final Entrance<ServletRequestContext> ENTRANCE =
      new Entrance<ServletRequestContext>() {
        @Override
        protected Exchange exchange(ServletRequestContext context) {
          return KeptExchange.of(context.getExchange(), context);
        }
      };

  private DispatchAdvice() {}

  /**
   * Returns null to let the application run.
   *
   * @param type a {@code DispatcherType} of javax or jakarta
   */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) HttpServerExchange request,
      @Advice.Argument(1) ServletRequestContext context,
      @Advice.Argument(3) Object type) {
    if (!isFirst(type)) {
      return null;
    }
    Rejection rejection = ENTRANCE.enter(context).rejection();
    if (rejection != null) {
      Refusal.write(rejection, request);
    }
    return rejection;
  }

  /** Leaves whatever was entered last, so it needs nothing from {@link #enter}. */
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Argument(3) Object type) {
    Exchange exchange = Relay.exchange();
    if (exchange != null && isFirst(type)) {
      exchange.exit();
    }
  }

  private static boolean isFirst(Object type) {
    return type.toString().equals("REQUEST");
  }
}
