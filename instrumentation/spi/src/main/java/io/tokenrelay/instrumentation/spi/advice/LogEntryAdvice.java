package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.LoggedUser;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Behind the method of a log event that returns one entry of its MDC, of any thread. */
public final class LogEntryAdvice {
  private LogEntryAdvice() {}

  /** Returns null to leave it as it is. */
  @Advice.AssignReturned.ToReturned
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static @Nullable String exit(
      @Advice.This Object event, @Advice.Argument(0) @Nullable Object key) {
    return LoggedUser.KEY.equals(key) ? LoggedUser.of(event) : null;
  }
}
