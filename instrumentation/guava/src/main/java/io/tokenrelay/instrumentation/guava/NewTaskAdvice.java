package io.tokenrelay.instrumentation.guava;

import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Where a listening executor creates a task from either kind of callable: work with a value.
 * Nothing is wrapped: Guava compares and casts such tasks.
 */
public final class NewTaskAdvice {
  private NewTaskAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void made(@Advice.This Object task, @Advice.Argument(0) @Nullable Object callable) {
    if (callable != null && Relay.snapshot() != null) {
      OwnTasks.SNAPSHOTS.set(task, Work.snapshotForValue(callable));
    }
  }
}
