package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;

/** Writes what the thread carries. */
public final class HeaderAdvice {
  private HeaderAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  public static String enter(@Advice.Argument(0) String header) {
    return (String) Relay.snapshot();
  }
}
