package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.spi.Door;
import io.tokenrelay.instrumentation.spi.Entrance;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannel;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code Server.handle}: the application runs between enter and exit, with the caller's
 * token on its thread, or not at all if the request is rejected.
 */
@Door
public final class HandleAdvice {
  private static final Entrance<HttpChannel> ENTRANCE =
      new Entrance<HttpChannel>() {
        @Override
        protected Exchange exchange(HttpChannel channel) {
          return KeptExchange.of(channel.getRequest());
        }
      };

  private HandleAdvice() {}

  /** Returns null to let the application run. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static @Nullable Object enter(@Advice.Argument(0) HttpChannel channel) {
    Rejection rejection = ENTRANCE.enter(channel).rejection();
    if (rejection != null) {
      Refusal.write(rejection, channel);
    }
    return rejection;
  }

  /** Leaves whatever was entered last, so it needs nothing from {@link #enter}. */
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit() {
    Exchange exchange = Relay.exchange();
    if (exchange != null) {
      exchange.exit();
    }
  }
}
