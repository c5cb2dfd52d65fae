package io.tokenrelay.instrumentation.httpclient5;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/** A call waits for its connection to be established: what follows works for its own user. */
public final class ConnectEndpointAdvice {
  private ConnectEndpointAdvice() {}

  /** Null leaves the callback unchanged. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(1))
  public static @Nullable FutureCallback<?> enter(
      @Advice.This Object runtime, @Advice.Argument(1) FutureCallback<?> callback) {
    AsyncCall call = AsyncCall.of(runtime);
    return call == null ? null : new CarryingCallback<>(callback, call.snapshot());
  }
}
