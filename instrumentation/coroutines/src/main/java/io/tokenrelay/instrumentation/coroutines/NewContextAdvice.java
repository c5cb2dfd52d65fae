package io.tokenrelay.instrumentation.coroutines;

import kotlin.coroutines.CoroutineContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Where the context of a new coroutine has been made, on the thread that launches it. What a scope
 * has brought from elsewhere is replaced: a scope may outlive the request that made it.
 */
public final class NewContextAdvice {
  private NewContextAdvice() {}

  @Advice.AssignReturned.ToReturned
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static @Nullable Object exit(@Advice.Return @Nullable Object context) {
    return context == null
        ? null
        : ((CoroutineContext) context).plus(LaunchersIdentity.ofThisThread());
  }
}
