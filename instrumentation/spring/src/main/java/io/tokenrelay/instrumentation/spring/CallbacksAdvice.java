package io.tokenrelay.instrumentation.spring;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around the callbacks of a future, called by whoever completes it: they begin with nothing. */
public final class CallbacksAdvice {
  private CallbacksAdvice() {}

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
