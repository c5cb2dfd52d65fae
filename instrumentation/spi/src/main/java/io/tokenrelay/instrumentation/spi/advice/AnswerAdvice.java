package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around what answers a suspended request: filters, writers, converters and completion callbacks
 * run on the thread that answers, which may serve another request. They work for the request that
 * is answered, and for nobody if that one has no token.
 */
public final class AnswerAdvice {
  private AnswerAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static Object enter(@Advice.This Object response) {
    return Relay.reenter(Relay.kept(SharedResponseAdvice.ANSWERED.get(response)));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object suspended) {
    Relay.resume(suspended);
  }
}
