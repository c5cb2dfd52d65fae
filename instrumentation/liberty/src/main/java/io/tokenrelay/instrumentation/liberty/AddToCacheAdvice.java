package io.tokenrelay.instrumentation.liberty;

import io.tokenrelay.instrumentation.spi.Door;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code WebContainer.addToCache}, with which the container remembers what answered a path.
 * For a rejected request this was never determined, and the next request for that path would fail.
 */
@Door
public final class AddToCacheAdvice {
  private AddToCacheAdvice() {}

  /** Returns null to let it remember. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static @Nullable Object enter(@Advice.Argument(0) Object request) {
    return KeptExchange.rejectionOf(request);
  }
}
