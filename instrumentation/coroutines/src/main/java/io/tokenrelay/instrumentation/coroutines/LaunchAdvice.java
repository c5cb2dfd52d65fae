package io.tokenrelay.instrumentation.coroutines;

import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** A coroutine without a value: it may serve others, for as long as its scope lives. */
public final class LaunchAdvice {
  private LaunchAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(1))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) @Nullable Object scope,
      @Advice.Argument(1) @Nullable Object context,
      @Advice.Argument(3) @Nullable Object block) {
    if (scope == null || context == null || block == null) {
      return null;
    }
    LaunchersIdentity decided = LaunchersIdentity.decided((CoroutineScope) scope, block, false);
    return decided == null ? null : ((CoroutineContext) context).plus(decided);
  }
}
