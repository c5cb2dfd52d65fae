package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around the calls that a pool serves when a connection is given back: they wait for whoever made
 * them, on a thread that may work for another.
 */
public final class BorrowedThreadAdvice {
  private BorrowedThreadAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter() {
    return Relay.open(null);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object previous) {
    Relay.open(previous);
  }
}
