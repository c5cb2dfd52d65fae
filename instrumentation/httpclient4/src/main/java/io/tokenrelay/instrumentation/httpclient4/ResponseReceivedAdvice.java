package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.CookiePass;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** A hop has been answered; the method also processes the answer's cookies. */
public final class ResponseReceivedAdvice {
  private ResponseReceivedAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.This Object handler, @Advice.Argument(0) HttpResponse response) {
    AsyncCall call = AsyncCall.of(handler);
    return call == null
        ? null
        : CookiePass.answered(call.answered(response.getStatusLine().getStatusCode()));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object pass) {
    if (pass != null) {
      ((CookiePass) pass).end();
    }
  }
}
