package io.tokenrelay.instrumentation.reactornetty;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;

/**
 * A call is subscribed to: it belongs to whoever this thread works for, which by then is the owner
 * of the subscriber's chain (the Reactor instrumentation sees to that).
 */
public final class NewCallAdvice {
  private NewCallAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void created(@Advice.This Object handler) {
    Object snapshot = Relay.snapshot();
    if (snapshot != null) {
      ClientCall.OF_HANDLERS.set(handler, new ClientCall(snapshot));
    }
  }
}
