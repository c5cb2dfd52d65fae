package io.tokenrelay.instrumentation.pools;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;

/**
 * An {@code AsyncContext} is created, on the thread of the request that it answers: a task that
 * holds it is that request's work. Containers create one for each request that becomes
 * asynchronous.
 */
public final class NewAsyncContextAdvice {
  private NewAsyncContextAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void made(@Advice.This Object context) {
    Relay.answeredThrough(context);
  }
}
