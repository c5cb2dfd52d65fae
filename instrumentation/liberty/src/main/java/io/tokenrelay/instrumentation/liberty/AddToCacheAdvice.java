package io.tokenrelay.instrumentation.liberty;

import io.tokenrelay.instrumentation.spi.Door;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code WebContainer.addToCache}, by which the container remembers what has answered a
 * path. What it wants to know of a request that was rejected has never been found out, and the next
 * one for that path would fail.
 */
@Door
public final class AddToCacheAdvice {
  private AddToCacheAdvice() {}

  /** Answers null to let it remember. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static @Nullable Object enter(@Advice.Argument(0) Object request) {
    return KeptExchange.rejectionOf(request);
  }
}
