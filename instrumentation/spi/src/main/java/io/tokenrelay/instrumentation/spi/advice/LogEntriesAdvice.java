package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.LoggedUser;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Behind the method of a log event that returns its MDC, of any thread. */
public final class LogEntriesAdvice {
  private LogEntriesAdvice() {}

  /** Returns null to leave it as it is. */
  @Advice.AssignReturned.ToReturned
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static @Nullable Map<String, Object> exit(
      @Advice.This Object event, @Advice.Return @Nullable Map<String, ?> entries) {
    return LoggedUser.in(event, entries);
  }
}
