package io.tokenrelay.instrumentation.grpc;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.tokenrelay.instrumentation.spi.Relay;
import org.jspecify.annotations.Nullable;

/**
 * A call that carries the snapshot of the thread that created it: it asks for the token once, when
 * it starts, however often gRPC then retries or hedges it, and runs its callbacks with the
 * snapshot.
 */
final class RelayingCall<ReqT, RespT> extends SimpleForwardingClientCall<ReqT, RespT> {
  private final Object snapshot;
  private final DialledChannel channel;
  private final MethodDescriptor<?, ?> method;
  private final boolean ownCredentials;
  private final @Nullable String authority;

  RelayingCall(
      ClientCall<ReqT, RespT> call,
      Object snapshot,
      DialledChannel channel,
      MethodDescriptor<?, ?> method,
      boolean ownCredentials,
      @Nullable String authority) {
    super(call);
    this.snapshot = snapshot;
    this.channel = channel;
    this.method = method;
    this.ownCredentials = ownCredentials;
    this.authority = authority;
  }

  @Override
  public void start(ClientCall.Listener<RespT> listener, Metadata headers) {
    CallHop hop = headers == null ? null : relay(headers);
    if (listener == null || hop == null) {
      super.start(listener, headers);
    } else {
      super.start(new CallingListener<>(listener, snapshot, hop), hop.headers());
    }
  }

  /** Null only if we failed: then the call goes out unchanged. */
  private @Nullable CallHop relay(Metadata headers) {
    try {
      CallHop hop = new CallHop(channel, method, ownCredentials, authority, headers);
      hop.relayed(Relay.outbound().relay(snapshot, hop));
      return hop;
    } catch (RuntimeException | LinkageError failure) {
      Relay.failed(failure);
      return null;
    }
  }
}
