package io.tokenrelay.instrumentation.reactor;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/**
 * Where an operator writes to its chain's context: a context that was kept from another chain, or a
 * new one, does not change the chain.
 */
public final class WriteContextAdvice {
  private WriteContextAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(1))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) @Nullable Object subscriber,
      @Advice.Argument(1) @Nullable Object written) {
    return subscriber == null || written == null
        ? null
        : Chain.keptIn((Context) written, ((CoreSubscriber<?>) subscriber).currentContext());
  }
}
