package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/**
 * A call with a simple request. In 5.0 the future does not know the call: whoever cancels it runs
 * the callback.
 */
public final class SimpleCallAdvice {
  private SimpleCallAdvice() {}

  /** Null leaves the callback unchanged. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(2))
  public static @Nullable FutureCallback<?> enter(
      @Advice.Argument(2) @Nullable FutureCallback<?> callback) {
    Object snapshot = Relay.snapshot();
    return snapshot == null || callback == null ? null : new CarryingCallback<>(callback, snapshot);
  }
}
