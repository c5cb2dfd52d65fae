package io.tokenrelay.instrumentation.reactornetty;

import io.netty.handler.codec.http.HttpResponse;
import net.bytebuddy.asm.Advice;

/** A hop has been answered. */
public final class AnsweredAdvice {
  private AnsweredAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.This Object operations, @Advice.Argument(0) HttpResponse response) {
    ClientCall call = ClientCall.OF_OPERATIONS.get(operations);
    if (call != null) {
      call.answered(response.status().code());
    }
  }
}
