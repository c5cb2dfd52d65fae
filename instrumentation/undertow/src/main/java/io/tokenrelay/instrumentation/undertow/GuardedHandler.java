package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/**
 * Stands before a server's first handler, and lets through what the agent lets in. {@link
 * RootHandlerAdvice} creates one for each request.
 *
 * <p>A request with a token first moves to a worker, as in a servlet deployment: we may have to ask
 * an issuer, and the I/O threads serve all users. One without a token never waits, so a health
 * check is answered even if all workers are busy.
 */
final class GuardedHandler implements HttpHandler {
  private final HttpHandler handler;

  GuardedHandler(HttpHandler handler) {
    this.handler = handler;
  }

  @Override
  public void handleRequest(HttpServerExchange request) throws Exception {
    if (request.isInIoThread() && Relay.inbound().mayWait(new UndertowRequest(request))) {
      request.dispatch(this);
      return;
    }
    Rejection rejection = received(request).rejection();
    if (rejection == null) {
      handler.handleRequest(request);
    } else {
      Refusal.send(rejection, request);
    }
  }

  private static Exchange received(HttpServerExchange request) {
    try {
      Exchange received = Relay.inbound().receive(new UndertowRequest(request));
      KeptExchange.keep(received, request);
      return received;
    } catch (Throwable failure) {
      return Relay.inbound().failed(failure);
    }
  }
}
