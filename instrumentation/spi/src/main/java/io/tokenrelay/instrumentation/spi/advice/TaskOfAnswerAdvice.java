package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * {@code AsyncContext.start}: containers run it on their own threads, in the scope of a request
 * object that may serve another caller by then. So the runnable itself carries the starting
 * thread's snapshot if that thread works for this context's request, else nothing.
 */
public final class TaskOfAnswerAdvice {
  private TaskOfAnswerAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Runnable enter(
      @Advice.This Object context, @Advice.Argument(0) @Nullable Runnable work) {
    return work == null ? null : Work.forRequest(context, work);
  }
}
