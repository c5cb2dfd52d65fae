package io.tokenrelay.instrumentation.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Scope;

/**
 * The outermost interceptor of every server: has the call's token verified, then lets the
 * application serve the call with it. Added by {@link ServerAdvice}.
 */
final class ReceivingInterceptor implements ServerInterceptor {

  @Override
  public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
      ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
    ReceivedCall received = new ReceivedCall(call, headers);
    Exchange exchange = Relay.inbound().receive(received);
    Rejection rejection = exchange.rejection();
    if (rejection != null) {
      call.close(Refusal.of(rejection), new Metadata());
      return new ServerCall.Listener<ReqT>() {};
    }
    boolean started = false;
    try (Scope scope = Relay.serving(exchange)) {
      ServerCall.Listener<ReqT> listener = next.startCall(call, received.headers());
      started = true;
      return exchange.isOfNobody() ? listener : new ServingListener<>(listener, exchange);
    } finally {
      if (!started) {
        exchange.completed();
      }
    }
  }
}
