package io.tokenrelay.instrumentation.reactor;

import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * Where a scheduler creates a task. An operator's task runs with what the scheduling thread
 * carries, which by then is its chain's snapshot, or nothing. One that the application itself hands
 * to the scheduler is judged like any task handed to an executor: whoever hands it over need not
 * own it. Periodic tasks do not pass here.
 */
public final class TaskAdvice {
  private TaskAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
    if (task == null) {
      return null;
    }
    return task.getClass().getName().startsWith("reactor.")
        ? Work.known(task)
        : Work.known(task, Work.snapshotFor(task));
  }
}
