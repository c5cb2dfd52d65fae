package io.tokenrelay.instrumentation.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.tokenrelay.instrumentation.spi.PerObject;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Where a channel makes a call: below all interceptors of the application, above name resolution,
 * retries and hedging, and on the thread that asks for the call. Everything later may run on other
 * threads: a call that waits for the resolver is made by whoever drains the channel's queue.
 *
 * <p>Channels of load balancers and control planes are of other classes, and carry nothing. Loaded
 * beside grpc-core.
 */
public final class NewCallAdvice {
  private static final PerObject<DialledChannel> CHANNELS = new PerObject<>();

  private NewCallAdvice() {}

  /** Null keeps the call as it is. */
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToReturned
  public static @Nullable ClientCall<?, ?> exit(
      @Advice.This Object channel,
      @Advice.Argument(0) MethodDescriptor<?, ?> method,
      @Advice.Argument(1) CallOptions options,
      @Advice.Return @Nullable ClientCall<?, ?> call) {
    Object snapshot = Relay.snapshot();
    if (snapshot == null || call == null) {
      return null;
    }
    DialledChannel dialled = dialled(channel);
    boolean ownCredentials = dialled.hasCredentials() || options.getCredentials() != null;
    return new RelayingCall<>(
        call, snapshot, dialled, method, ownCredentials, dialled.authority(options.getAuthority()));
  }

  private static DialledChannel dialled(Object channel) {
    DialledChannel dialled = CHANNELS.get(channel);
    if (dialled == null) {
      dialled = DialledChannel.of(channel);
      CHANNELS.set(channel, dialled);
    }
    return dialled;
  }
}
