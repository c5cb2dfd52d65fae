package io.tokenrelay.instrumentation.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.tokenrelay.instrumentation.spi.PerObject;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Where a channel creates a call: below all of the application's interceptors, above name
 * resolution, retries and hedging, and on the caller's thread. Everything later may run on other
 * threads: a call that waits for the resolver is made by whoever drains the channel's queue.
 *
 * <p>The channels of load balancers and control planes have other classes, and carry nothing.
 * Loaded beside grpc-core.
 */
public final class NewCallAdvice {
  private static final PerObject<DialledChannel> CHANNELS = new PerObject<>();

  private NewCallAdvice() {}

  /** Null leaves the call unchanged. */
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
