package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around what is nobody's, on whichever thread comes by: it begins with nothing, and the thread
 * goes on with what it had. What was handed in with a token brings it along. Allocates nothing.
 */
public final class WithNothingAdvice {
  private WithNothingAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter() {
    return Relay.open(null);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object ofTheThread) {
    Relay.open(ofTheThread);
  }
}
