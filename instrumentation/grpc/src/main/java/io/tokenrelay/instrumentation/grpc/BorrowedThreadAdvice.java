package io.tokenrelay.instrumentation.grpc;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around work that gRPC does on whichever thread comes by: draining a channel's queue (name
 * resolution, balancing, other users' calls that waited for it), and delivering what a transport
 * has for a call. In-process, the thread that delivers to the server is the client's, with the
 * client's token. Such work carries nothing; calls open their own snapshot above it.
 *
 * <p>Loaded beside grpc-core. Allocates nothing.
 */
public final class BorrowedThreadAdvice {
  private BorrowedThreadAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter() {
    return Relay.open(null);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object previous) {
    Relay.open(previous);
  }
}
