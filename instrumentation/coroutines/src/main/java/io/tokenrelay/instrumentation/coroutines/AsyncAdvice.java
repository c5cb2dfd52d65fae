package io.tokenrelay.instrumentation.coroutines;

import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** A coroutine with a value, which its launcher awaits or hands on. */
public final class AsyncAdvice {
  private AsyncAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(1))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) @Nullable Object scope,
      @Advice.Argument(1) @Nullable Object context,
      @Advice.Argument(3) @Nullable Object block) {
    if (scope == null || context == null || block == null) {
      return null;
    }
    LaunchersIdentity decided = LaunchersIdentity.decided((CoroutineScope) scope, block, true);
    return decided == null ? null : ((CoroutineContext) context).plus(decided);
  }
}
