package io.tokenrelay.instrumentation.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;

/**
 * The outermost interceptor of every server: has the call's token verified, and lets the
 * application serve the call with it. Added by {@link ServerAdvice}.
 */
final class ReceivingInterceptor implements ServerInterceptor {

  @Override
  public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
      ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
    Exchange exchange = Relay.inbound().receive(new ReceivedCall(call, headers));
    Rejection rejection = exchange.rejection();
    if (rejection != null) {
      call.close(Refusal.of(rejection), new Metadata());
      return new ServerCall.Listener<ReqT>() {};
    }
    Object snapshot = exchange.snapshot();
    return snapshot == null
        ? startWithNothing(call, headers, next)
        : start(exchange, snapshot, call, headers, next);
  }

  private static <ReqT, RespT> ServerCall.Listener<ReqT> start(
      Exchange exchange,
      Object snapshot,
      ServerCall<ReqT, RespT> call,
      Metadata headers,
      ServerCallHandler<ReqT, RespT> next) {
    Object previous = Relay.open(snapshot);
    boolean started = false;
    try {
      ServerCall.Listener<ReqT> listener =
          new ServingListener<>(next.startCall(call, headers), exchange, snapshot);
      started = true;
      return listener;
    } finally {
      Relay.open(previous);
      if (!started) {
        exchange.completed();
      }
    }
  }

  /** Its callbacks need no listener of ours: {@link BorrowedThreadAdvice} keeps them empty. */
  private static <ReqT, RespT> ServerCall.Listener<ReqT> startWithNothing(
      ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
    Object previous = Relay.open(null);
    try {
      return next.startCall(call, headers);
    } finally {
      Relay.open(previous);
    }
  }
}
