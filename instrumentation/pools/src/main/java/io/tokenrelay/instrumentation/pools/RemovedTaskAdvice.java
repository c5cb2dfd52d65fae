package io.tokenrelay.instrumentation.pools;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** A task is looked for in the queue of a pool, where it may lie captured. */
public final class RemovedTaskAdvice {
  private RemovedTaskAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
    return task == null ? null : Relay.sought(task);
  }
}
