package io.tokenrelay.instrumentation.netty;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;

/** Before {@code Socket.listen}: the agent hears of the port, as it does of the JDK's. */
public final class ListenAdvice {
  private ListenAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Object socket) {
    Relay.opensPort(socket);
  }
}
