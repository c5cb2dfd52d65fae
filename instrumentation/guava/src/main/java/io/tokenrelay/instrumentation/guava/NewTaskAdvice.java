package io.tokenrelay.instrumentation.guava;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Where the task of a listening executor is made, of a callable of one kind or the other: work with
 * a value. Nothing is wrapped: Guava compares such tasks, and casts them.
 */
public final class NewTaskAdvice {
  private NewTaskAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void made(@Advice.This Object task, @Advice.Argument(0) @Nullable Object callable) {
    if (callable != null && Relay.snapshot() != null) {
      OwnTasks.SNAPSHOTS.set(task, Relay.snapshotForValue(callable));
    }
  }
}
