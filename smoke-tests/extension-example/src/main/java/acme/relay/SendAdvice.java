package acme.relay;

import acme.http.Request;
import acme.http.Response;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Puts the token on a request while it is sent. The request object remains the application's. */
public final class SendAdvice {
  private SendAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) Request request) {
    Object snapshot = Relay.snapshot();
    if (snapshot == null) {
      return null;
    }
    AcmeHop hop = new AcmeHop(request);
    return Relay.outbound().relay(snapshot, hop) ? hop : null;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable Object hop, @Advice.Return @Nullable Response response) {
    if (hop != null) {
      ((AcmeHop) hop).takeHeaderOff();
      if (response != null) {
        Relay.outbound().answered((AcmeHop) hop, response.status());
      }
    }
  }
}
