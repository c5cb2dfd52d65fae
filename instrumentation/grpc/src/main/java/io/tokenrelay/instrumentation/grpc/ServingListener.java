package io.tokenrelay.instrumentation.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;

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
    Object suspended = Relay.reenter(exchange);
    try {
      super.onMessage(message);
    } finally {
      Relay.resume(suspended);
    }
  }

  @Override
  public void onHalfClose() {
    Object suspended = Relay.reenter(exchange);
    try {
      super.onHalfClose();
    } finally {
      Relay.resume(suspended);
    }
  }

  @Override
  public void onReady() {
    Object suspended = Relay.reenter(exchange);
    try {
      super.onReady();
    } finally {
      Relay.resume(suspended);
    }
  }

  @Override
  public void onCancel() {
    Object suspended = Relay.reenter(exchange);
    try {
      super.onCancel();
    } finally {
      Relay.resume(suspended);
      exchange.completed();
    }
  }

  @Override
  public void onComplete() {
    Object suspended = Relay.reenter(exchange);
    try {
      super.onComplete();
    } finally {
      Relay.resume(suspended);
      exchange.completed();
    }
  }
}
