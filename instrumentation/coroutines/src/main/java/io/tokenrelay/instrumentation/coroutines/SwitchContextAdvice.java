package io.tokenrelay.instrumentation.coroutines;

import kotlin.coroutines.CoroutineContext;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * Where a coroutine switches to another context: one that was kept from elsewhere, such as a
 * scope's, does not make the coroutine somebody else's work.
 */
public final class SwitchContextAdvice {
  private SwitchContextAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable Object context) {
    return context == null ? null : LaunchersIdentity.without((CoroutineContext) context);
  }
}
