package io.tokenrelay.instrumentation.guava;

import io.tokenrelay.instrumentation.spi.Relay;
import java.util.concurrent.Callable;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** Where the task of a listening executor is made. An {@code AsyncCallable} runs with nothing. */
public final class CallableAdvice {
  private CallableAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable Object task) {
    return task instanceof Callable ? Relay.captured((Callable<?>) task) : null;
  }
}
