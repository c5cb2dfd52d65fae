package io.tokenrelay.instrumentation.grpc;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around each callback of a call that is being served, on the thread that makes it: with a direct
 * executor and in-process that of the client, which may serve another request. The callback is part
 * of a request that carries nothing, until {@link ServingListener} says whose it is; so the calls
 * of nobody's request need no listener of their own, and no allocation.
 *
 * <p>Loaded beside grpc-core.
 */
public final class ServerCallbackAdvice {
  private ServerCallbackAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static Object enter() {
    return Relay.reenter(Relay.inbound().nobody());
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object suspended) {
    if (suspended != null) {
      Relay.resume(suspended);
    }
  }
}
