package io.tokenrelay.instrumentation.grpc;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import io.tokenrelay.instrumentation.spi.Relay;
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
    this.snapshot = Relay.isOthers(application) ? null : snapshot;
    this.hop = hop;
  }

  @Override
  public void onHeaders(Metadata headers) {
    Object previous = Relay.openTask(snapshot);
    try {
      super.onHeaders(headers);
    } finally {
      Relay.closeTask(previous);
    }
  }

  @Override
  public void onMessage(RespT message) {
    Object previous = Relay.openTask(snapshot);
    try {
      super.onMessage(message);
    } finally {
      Relay.closeTask(previous);
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    hop.answered(status);
    Object previous = Relay.openTask(snapshot);
    try {
      super.onClose(status, trailers);
    } finally {
      Relay.closeTask(previous);
    }
  }

  @Override
  public void onReady() {
    Object previous = Relay.openTask(snapshot);
    try {
      super.onReady();
    } finally {
      Relay.closeTask(previous);
    }
  }
}
