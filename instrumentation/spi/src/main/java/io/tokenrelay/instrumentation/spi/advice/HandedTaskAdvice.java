package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** A task is handed over, to run for its owner or for nobody. */
public final class HandedTaskAdvice {
  private HandedTaskAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
    return task == null ? null : Work.handed(task);
  }
}
