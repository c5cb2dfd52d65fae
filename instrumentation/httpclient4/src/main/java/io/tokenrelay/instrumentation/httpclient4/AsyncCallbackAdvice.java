package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.apache.http.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/**
 * A call is created with a callback. In 4.0 the call's future does not know the handler: whoever
 * cancels it runs the callback.
 */
public final class AsyncCallbackAdvice {
  private AsyncCallbackAdvice() {}

  /** Null leaves the callback unchanged. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(3))
  public static @Nullable FutureCallback<?> enter(
      @Advice.Argument(3) @Nullable FutureCallback<?> callback) {
    Object snapshot = Relay.snapshot();
    return snapshot == null || callback == null ? null : new CarryingCallback<>(callback, snapshot);
  }
}
