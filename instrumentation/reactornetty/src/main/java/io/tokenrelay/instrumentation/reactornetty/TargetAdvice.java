package io.tokenrelay.instrumentation.reactornetty;

import java.net.SocketAddress;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * A handler is asked where its next hop goes, to find or open a connection: this yields the host
 * and port as the application gave them.
 */
public final class TargetAdvice {
  private TargetAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void asked(
      @Advice.This Object handler, @Advice.Return @Nullable SocketAddress target) {
    ClientCall call = ClientCall.OF_HANDLERS.get(handler);
    if (call != null) {
      call.goesTo(target);
    }
  }
}
