package io.tokenrelay.instrumentation.guava;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A listening executor's task runs, for its creator, on whichever thread. */
public final class RunTaskAdvice {
  private RunTaskAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object begin(@Advice.This Object task) {
    return Relay.openTask(OwnTasks.SNAPSHOTS.get(task));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void end(@Advice.This Object task, @Advice.Enter @Nullable Object interrupted) {
    Relay.closeTask(interrupted);
    OwnTasks.SNAPSHOTS.set(task, null);
  }
}
