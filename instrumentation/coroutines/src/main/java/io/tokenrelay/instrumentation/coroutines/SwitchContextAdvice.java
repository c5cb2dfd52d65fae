package io.tokenrelay.instrumentation.coroutines;

import kotlin.coroutines.CoroutineContext;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * Where a coroutine goes on in another context: one that was kept from elsewhere, a scope's for
 * one, does not make it another's work.
 */
public final class SwitchContextAdvice {
  private SwitchContextAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable Object context) {
    return context == null ? null : LaunchersIdentity.without((CoroutineContext) context);
  }
}
