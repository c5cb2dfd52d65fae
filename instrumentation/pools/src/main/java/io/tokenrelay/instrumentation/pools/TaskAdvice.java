package io.tokenrelay.instrumentation.pools;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A task is handed to a container's pool: judged as the JDK's own pools judge it. */
public final class TaskAdvice {
  private TaskAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.Argument(0) @Nullable Runnable task) {
    if (task != null) {
      Relay.handedOver(task);
    }
  }
}
