package io.tokenrelay.instrumentation.grpc;

import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * A task is bound to a {@code Context}, directly or by an executor that does so for all its tasks:
 * it is judged like work handed to a pool. What gRPC itself hands to executors does not pass here,
 * and carries nothing.
 *
 * <p>Loaded beside the class {@code Context}.
 */
public final class WrapRunnableAdvice {
  private WrapRunnableAdvice() {}

  /** Null leaves the task unchanged. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  public static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
    return task == null || Relay.snapshot() == null ? null : Work.captured(task);
  }
}
