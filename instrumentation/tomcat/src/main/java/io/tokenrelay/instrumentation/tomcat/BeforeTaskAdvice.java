package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Where a pool's thread is about to run a task; {@link AfterTaskAdvice} follows. */
public final class BeforeTaskAdvice {
  private BeforeTaskAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.Argument(1) @Nullable Runnable task) {
    if (task != null) {
      Work.begins(task);
    }
  }
}
