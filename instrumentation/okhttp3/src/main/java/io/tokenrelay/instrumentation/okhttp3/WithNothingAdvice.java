package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around what is done for all: the messages of a WebSocket, which may be for anybody, whoever has
 * opened it, and come for as long as it is open; and what a dispatcher does when a call has ended.
 */
public final class WithNothingAdvice {
  private WithNothingAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter() {
    return Relay.open(null);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object ofTheThread) {
    if (ofTheThread != null) {
      Relay.open(ofTheThread);
    }
  }
}
