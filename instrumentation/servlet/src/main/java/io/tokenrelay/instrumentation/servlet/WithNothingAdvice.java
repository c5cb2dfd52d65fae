package io.tokenrelay.instrumentation.servlet;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around what a servlet or filter does in its {@code init}, in whosever request that is. */
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
