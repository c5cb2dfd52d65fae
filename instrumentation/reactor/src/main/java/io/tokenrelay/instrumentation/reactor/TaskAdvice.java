package io.tokenrelay.instrumentation.reactor;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * Where a scheduler makes a task. An operator's runs with what the thread carries that schedules
 * it, which by then is what its chain carries, nothing included. One that the application hands to
 * the scheduler by itself is judged like any that an executor is handed: who hands it over need not
 * own it. Periodic tasks are others.
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
        ? Relay.known(task)
        : Relay.known(task, Relay.snapshotFor(task));
  }
}
