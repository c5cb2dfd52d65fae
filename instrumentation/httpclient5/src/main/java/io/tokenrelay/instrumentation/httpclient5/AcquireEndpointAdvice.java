package io.tokenrelay.instrumentation.httpclient5;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/**
 * A call asks for a connection, and may have to wait until another user's call releases one: what
 * follows works for its own user.
 */
public final class AcquireEndpointAdvice {
  private AcquireEndpointAdvice() {}

  /** Null leaves the callback unchanged. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(4))
  public static @Nullable FutureCallback<?> enter(
      @Advice.This Object runtime,
      @Advice.Argument(1) HttpRoute route,
      @Advice.Argument(4) FutureCallback<?> callback) {
    AsyncCall call = AsyncCall.of(runtime);
    if (call == null) {
      return null;
    }
    call.goesTo(route);
    return new CarryingCallback<>(callback, call.snapshot());
  }
}
