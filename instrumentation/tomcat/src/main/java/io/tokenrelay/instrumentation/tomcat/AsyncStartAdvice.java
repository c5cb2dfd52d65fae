package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * {@code AsyncContext.start}: Tomcat runs it on its connector's pool, which is not the JDK's, so
 * the runnable itself carries what the starting thread carries.
 */
public final class AsyncStartAdvice {
  private AsyncStartAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable work) {
    return work == null ? null : Relay.carried(work);
  }
}
