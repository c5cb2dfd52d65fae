package io.tokenrelay.instrumentation.jbossthreads;

import io.tokenrelay.instrumentation.spi.Work;
import java.util.concurrent.Callable;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** A task that a pool runs once, later: judged as the JDK's pools judge it. */
public final class ScheduledCallAdvice {
  private ScheduledCallAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Callable<?> enter(@Advice.Argument(0) @Nullable Callable<?> task) {
    if (task == null) {
      return null;
    }
    Work.schedules();
    try {
      return Work.captured(task);
    } finally {
      Work.scheduled();
    }
  }
}
