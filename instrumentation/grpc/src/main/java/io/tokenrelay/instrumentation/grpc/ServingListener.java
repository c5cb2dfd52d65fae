package io.tokenrelay.instrumentation.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;

/**
 * Runs each callback of a call that is being served with the call's own snapshot, on whichever
 * thread gRPC calls it. The method of a unary service runs in {@code onHalfClose}.
 */
final class ServingListener<ReqT> extends SimpleForwardingServerCallListener<ReqT> {
  private final Exchange exchange;
  private final Object snapshot;

  ServingListener(ServerCall.Listener<ReqT> application, Exchange exchange, Object snapshot) {
    super(application);
    this.exchange = exchange;
    this.snapshot = snapshot;
  }

  @Override
  public void onMessage(ReqT message) {
    Object previous = Relay.open(snapshot);
    try {
      super.onMessage(message);
    } finally {
      Relay.open(previous);
    }
  }

  @Override
  public void onHalfClose() {
    Object previous = Relay.open(snapshot);
    try {
      super.onHalfClose();
    } finally {
      Relay.open(previous);
    }
  }

  @Override
  public void onReady() {
    Object previous = Relay.open(snapshot);
    try {
      super.onReady();
    } finally {
      Relay.open(previous);
    }
  }

  @Override
  public void onCancel() {
    Object previous = Relay.open(snapshot);
    try {
      super.onCancel();
    } finally {
      Relay.open(previous);
      exchange.completed();
    }
  }

  @Override
  public void onComplete() {
    Object previous = Relay.open(snapshot);
    try {
      super.onComplete();
    } finally {
      Relay.open(previous);
      exchange.completed();
    }
  }
}
