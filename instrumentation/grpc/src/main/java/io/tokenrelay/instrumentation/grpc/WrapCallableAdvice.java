package io.tokenrelay.instrumentation.grpc;

import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Work;
import java.util.concurrent.Callable;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** The same as {@link WrapRunnableAdvice}, for tasks with a result. */
public final class WrapCallableAdvice {
  private WrapCallableAdvice() {}

  /** Null leaves the task unchanged. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  public static @Nullable Callable<?> enter(@Advice.Argument(0) @Nullable Callable<?> task) {
    return task == null || Relay.snapshot() == null ? null : Work.captured(task);
  }
}
