package io.tokenrelay.instrumentation.httpclient4;

import net.bytebuddy.asm.Advice;
import org.apache.http.HttpResponse;

/** The answer to a hop is there. */
public final class ResponseReceivedAdvice {
  private ResponseReceivedAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Object handler, @Advice.Argument(0) HttpResponse response) {
    AsyncCall call = AsyncCall.of(handler);
    if (call != null) {
      call.answered(response.getStatusLine().getStatusCode());
    }
  }
}
