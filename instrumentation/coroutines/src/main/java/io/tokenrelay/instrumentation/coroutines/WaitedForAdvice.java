package io.tokenrelay.instrumentation.coroutines;

import kotlin.coroutines.CoroutineContext;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * Where a coroutine is created that this thread waits for ({@code runBlocking}), or that is the
 * source of a chain being subscribed to.
 */
public final class WaitedForAdvice {
  private WaitedForAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable Object context) {
    return context == null
        ? null
        : ((CoroutineContext) context).plus(LaunchersIdentity.ofThisThread());
  }
}
