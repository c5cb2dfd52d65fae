package io.tokenrelay.instrumentation.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Scope;

/**
 * Runs each callback of a call that is being served as part of that call, on whichever thread gRPC
 * uses. A unary service's method runs in {@code onHalfClose}.
 */
final class ServingListener<ReqT> extends SimpleForwardingServerCallListener<ReqT> {
  private final Exchange exchange;

  ServingListener(ServerCall.Listener<ReqT> application, Exchange exchange) {
    super(application);
    this.exchange = exchange;
  }

  @Override
  public void onMessage(ReqT message) {
    try (Scope scope = Relay.serving(exchange)) {
      super.onMessage(message);
    }
  }

  @Override
  public void onHalfClose() {
    try (Scope scope = Relay.serving(exchange)) {
      super.onHalfClose();
    }
  }

  @Override
  public void onReady() {
    try (Scope scope = Relay.serving(exchange)) {
      super.onReady();
    }
  }

  @Override
  public void onCancel() {
    try (Scope scope = Relay.serving(exchange)) {
      super.onCancel();
    } finally {
      exchange.completed();
    }
  }

  @Override
  public void onComplete() {
    try (Scope scope = Relay.serving(exchange)) {
      super.onComplete();
    } finally {
      exchange.completed();
    }
  }
}
