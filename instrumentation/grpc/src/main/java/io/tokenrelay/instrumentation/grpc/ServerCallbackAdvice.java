package io.tokenrelay.instrumentation.grpc;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around each callback of a call that is being served, on whichever thread: with a direct executor
 * in-process, that is the client's, which may be serving another request. The callback runs as part
 * of a request that carries nothing until {@link ServingListener} sets its owner; so requests of
 * nobody need no listener, and no allocation.
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
    Relay.resume(suspended);
  }
}
