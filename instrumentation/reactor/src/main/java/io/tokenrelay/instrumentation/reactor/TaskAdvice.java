package io.tokenrelay.instrumentation.reactor;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * Where a scheduler makes a task: it runs with what the thread carries that schedules it, which by
 * then is what its chain carries, nothing included. Periodic tasks are others.
 */
public final class TaskAdvice {
  private TaskAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
    return task == null ? null : Relay.known(task);
  }
}
