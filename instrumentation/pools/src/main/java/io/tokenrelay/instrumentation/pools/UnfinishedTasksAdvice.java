package io.tokenrelay.instrumentation.pools;

import io.tokenrelay.instrumentation.spi.Relay;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The tasks that a pool has not begun with are given back: the application sees its own. */
public final class UnfinishedTasksAdvice {
  private UnfinishedTasksAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.Return @Nullable List<Runnable> tasks) {
    if (tasks != null) {
      Relay.release(tasks);
    }
  }
}
