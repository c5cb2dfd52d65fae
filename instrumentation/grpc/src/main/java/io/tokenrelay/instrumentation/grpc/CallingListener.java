package io.tokenrelay.instrumentation.grpc;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Scope;
import io.tokenrelay.instrumentation.spi.Work;
import org.jspecify.annotations.Nullable;

/**
 * Runs each callback of a client's call with the snapshot of the thread that created the call, on
 * whichever thread gRPC uses: in-process, that may be a server's thread in the middle of another
 * call. Also reports the answer to a call that got our token.
 */
final class CallingListener<RespT> extends SimpleForwardingClientCallListener<RespT> {
  private final @Nullable Object snapshot;
  private final CallHop hop;

  CallingListener(ClientCall.Listener<RespT> application, Object snapshot, CallHop hop) {
    super(application);
    this.snapshot = Work.isOthers(application) ? null : snapshot;
    this.hop = hop;
  }

  @Override
  public void onHeaders(Metadata headers) {
    try (Scope scope = Relay.as(snapshot)) {
      super.onHeaders(headers);
    }
  }

  @Override
  public void onMessage(RespT message) {
    try (Scope scope = Relay.as(snapshot)) {
      super.onMessage(message);
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    hop.answered(status);
    try (Scope scope = Relay.as(snapshot)) {
      super.onClose(status, trailers);
    }
  }

  @Override
  public void onReady() {
    try (Scope scope = Relay.as(snapshot)) {
      super.onReady();
    }
  }
}
