package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/**
 * Stands before a server's first handler, and lets through what the agent lets in. One for each
 * request, made by {@link RootHandlerAdvice}.
 *
 * <p>With a token it goes over to a worker first, as a servlet deployment does: an issuer may have
 * to be asked, and the I/O threads serve all users. Without one it waits for nothing, and nothing
 * that waits for a worker keeps a health check from being answered.
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
