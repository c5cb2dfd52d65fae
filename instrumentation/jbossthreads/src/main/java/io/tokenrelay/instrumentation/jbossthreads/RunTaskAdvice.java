package io.tokenrelay.instrumentation.jbossthreads;

import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A pool's thread runs a task, with what is known of the task and nothing else. */
public final class RunTaskAdvice {
  private RunTaskAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.Argument(0) @Nullable Runnable task)
      throws IllegalAccessException {
    if (task != null) {
      Work.begins(Inner.of(task));
    }
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit() {
    Work.ended();
  }
}
