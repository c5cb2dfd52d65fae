package io.tokenrelay.instrumentation.spring;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** Where a thread is made for one task: judged as a task that is handed to an executor. */
public final class ThreadForTaskAdvice {
  private ThreadForTaskAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
    return task == null ? null : Relay.handed(task);
  }
}
