package io.tokenrelay.instrumentation.samples;

import java.util.function.UnaryOperator;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.asm.Advice.AssignReturned.ToReturned;

/** Replaces the argument and the result, with a lambda as ordinary code would. */
public final class GreetAdvice {
  private GreetAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  public static String enter(@Advice.Argument(0) String name) {
    UnaryOperator<String> shout = text -> text.toUpperCase(java.util.Locale.ROOT);
    return shout.apply(name);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  @ToReturned
  public static String exit(@Advice.Enter String shouted, @Advice.Return String greeting) {
    return greeting + " (" + shouted.length() + ")";
  }
}
