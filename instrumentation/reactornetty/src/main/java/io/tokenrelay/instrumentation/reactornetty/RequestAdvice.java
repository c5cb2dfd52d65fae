package io.tokenrelay.instrumentation.reactornetty;

import io.tokenrelay.instrumentation.spi.Door;
import io.tokenrelay.instrumentation.spi.Entrance;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Around the call of the application's handler, which returns a chain that is subscribed to before
 * the exit: with the caller's token on the thread, or not at all if the request is rejected.
 */
@Door
public final class RequestAdvice {
  private static final Entrance<Connection> ENTRANCE =
      new Entrance<Connection>() {
        @Override
        protected Exchange exchange(Connection connection) {
          return Relay.inbound().receive(new ReactorNettyRequest((HttpServerRequest) connection));
        }
      };

  private RequestAdvice() {}

  /**
   * Returns null to let the application run.
   *
   * @param state a {@code ConnectionObserver.State}; only one of them concerns us
   */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) Connection connection, @Advice.Argument(1) Object state) {
    if (!isRequest(state)) {
      return null;
    }
    Exchange exchange = ENTRANCE.enter(connection);
    Rejection rejection = exchange.rejection();
    if (rejection != null) {
      Refusal.write(rejection, connection);
      return rejection;
    }
    if (exchange.snapshot() != null) {
      Object carried = Relay.open(null); // the wait is ours, not the request's
      connection.onTerminate().subscribe(null, gone -> exchange.completed(), exchange::completed);
      Relay.open(carried);
    }
    return null;
  }

  /** Leaves whatever was entered last, so it needs nothing from {@link #enter}. */
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Argument(1) Object state) {
    Exchange exchange = Relay.exchange();
    if (exchange != null && isRequest(state)) {
      exchange.exit();
    }
  }

  private static boolean isRequest(Object state) {
    return state instanceof Enum && ((Enum<?>) state).name().equals("REQUEST_RECEIVED");
  }
}
