package io.tokenrelay.instrumentation.reactor;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * Where an application subscribes with functions and a context: a context that it kept from another
 * chain does not make this chain part of that one.
 */
public final class GiveContextAdvice {
  private GiveContextAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(4))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(4) @Nullable Object given) {
    return given == null ? null : Chain.without((Context) given);
  }
}
