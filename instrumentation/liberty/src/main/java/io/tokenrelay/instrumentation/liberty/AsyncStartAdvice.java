package io.tokenrelay.instrumentation.liberty;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * {@code AsyncContext.start}, which runs on a pool of the container's: the runnable itself carries
 * what the starting thread carries, nothing included.
 */
public final class AsyncStartAdvice {
  private AsyncStartAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable work) {
    return work == null ? null : Relay.carried(work);
  }
}
