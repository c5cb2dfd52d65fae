package io.tokenrelay.instrumentation.log4j2;

import io.tokenrelay.instrumentation.spi.LoggedUser;
import net.bytebuddy.asm.Advice;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/**
 * Behind {@code ContextDataInjector.injectContextData}, which returns the context data of one
 * event: its own map, or one that it shares with its thread or with the event before.
 */
public final class InjectAdvice {
  private InjectAdvice() {}

  /**
   * Returns null to leave the data as they are, and else a copy. It is frozen: Log4j never fills a
   * frozen map again, so no later event of the thread can find the entry in it.
   */
  @Advice.AssignReturned.ToReturned
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static @Nullable StringMap exit(@Advice.Return @Nullable StringMap data) {
    String user = LoggedUser.current();
    if (user == null) {
      return null;
    }
    StringMap all = ContextDataFactory.createContextData();
    if (data != null) {
      all.putAll(data);
    }
    all.putValue(LoggedUser.KEY, user);
    all.freeze();
    return all;
  }
}
