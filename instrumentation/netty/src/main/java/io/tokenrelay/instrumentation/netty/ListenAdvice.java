package io.tokenrelay.instrumentation.netty;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;

/** Before {@code Socket.listen}: reports the port to the agent, as the JDK's sockets do. */
public final class ListenAdvice {
  private ListenAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Object socket) {
    Relay.opensPort(socket);
  }
}
