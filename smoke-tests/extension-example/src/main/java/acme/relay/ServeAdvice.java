package acme.relay;

import acme.http.Call;
import io.tokenrelay.instrumentation.spi.Door;
import io.tokenrelay.instrumentation.spi.Entrance;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import java.io.IOException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The application runs between enter and exit, or not at all if the request is rejected. */
@Door
public final class ServeAdvice {
  private static final Entrance<Call> ENTRANCE =
      new Entrance<Call>() {
        @Override
        protected Exchange exchange(Call call) {
          return Relay.inbound().receive(new AcmeRequest(call));
        }
      };

  private ServeAdvice() {}

  /** Returns null to let the application run. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static @Nullable Object enter(@Advice.Argument(0) Call call) {
    Rejection rejection = ENTRANCE.enter(call).rejection();
    if (rejection != null) {
      refuse(rejection, call);
    }
    return rejection;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit() {
    Exchange exchange = Relay.exchange();
    if (exchange != null) {
      exchange.exit();
      exchange.completed();
    }
  }

  private static void refuse(Rejection rejection, Call call) {
    try {
      call.answer(rejection.status(), rejection.headers(), rejection.body());
    } catch (IOException | RuntimeException clientGone) {
      // There is nobody left to answer.
    }
  }
}
