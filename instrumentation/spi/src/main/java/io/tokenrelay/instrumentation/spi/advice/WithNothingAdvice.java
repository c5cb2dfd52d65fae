package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around work that is nobody's, on whichever thread: it begins with nothing, and the thread then
 * gets back what it had. A task that was captured brings its own token. Allocates nothing.
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
