package io.tokenrelay.instrumentation.jbossthreads;

import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** A task that a pool runs again and again: judged as the JDK's pools judge it. */
public final class PeriodicTaskAdvice {
  private PeriodicTaskAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
    if (task == null) {
      return null;
    }
    Work.repeats();
    try {
      return Work.captured(task);
    } finally {
      Work.scheduled();
    }
  }
}
