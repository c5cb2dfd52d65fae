package io.tokenrelay.instrumentation.coroutines;

import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Where the context of a new coroutine has been created, on the thread that launches it. What its
 * builder decided stays; an identity that comes from a scope or a context is replaced: both may
 * outlive the request that created them.
 */
public final class NewContextAdvice {
  private NewContextAdvice() {}

  @Advice.AssignReturned.ToReturned
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static @Nullable Object exit(
      @Advice.Argument(0) @Nullable Object scope,
      @Advice.Argument(1) @Nullable Object given,
      @Advice.Return @Nullable Object made) {
    if (made == null || scope == null || given == null) {
      return null;
    }
    return LaunchersIdentity.isDecidedIn((CoroutineContext) given)
        ? null
        : ((CoroutineContext) made).plus(LaunchersIdentity.in((CoroutineScope) scope));
  }
}
