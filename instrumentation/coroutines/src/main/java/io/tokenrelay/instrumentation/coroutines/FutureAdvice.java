package io.tokenrelay.instrumentation.coroutines;

import kotlin.coroutines.CoroutineContext;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** Where a coroutine is created whose value becomes a {@code CompletableFuture}. */
public final class FutureAdvice {
  private FutureAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable Object context) {
    return context == null
        ? null
        : ((CoroutineContext) context).plus(LaunchersIdentity.ofFuture(context));
  }
}
