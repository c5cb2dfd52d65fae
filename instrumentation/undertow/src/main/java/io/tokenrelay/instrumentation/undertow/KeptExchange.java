package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.servlet.spec.HttpServletRequestImpl;
import io.undertow.util.AttachmentKey;
import java.util.Map;

/**
 * The exchange of a request, attached to Undertow's own, of which each request has one; and shown
 * to the application as request attributes.
 */
final class KeptExchange {
  private static final AttachmentKey<Exchange> KEY = AttachmentKey.create(Exchange.class);

  private KeptExchange() {}

  /** Receives a request and keeps what came of it, unless it carries nothing. */
  static Exchange of(HttpServerExchange request, ServletRequestContext context) {
    Exchange received = Relay.inbound().receive(new UndertowRequest(request));
    if (received.snapshot() != null || received.rejection() != null) {
      request.putAttachment(KEY, received);
      request.addExchangeCompleteListener(
          (completed, next) -> {
            received.completed();
            next.proceed();
          });
    }
    if (received.snapshot() != null) {
      show(received, context.getOriginalRequest());
    }
    return received;
  }

  /** What was kept, or the exchange of those that carry nothing and are not kept. */
  static Exchange find(HttpServerExchange request) {
    Exchange kept = request.getAttachment(KEY);
    return kept == null ? Relay.inbound().nobody() : kept;
  }

  private static void show(Exchange exchange, HttpServletRequestImpl request) {
    try {
      request.setAttribute(Exchange.ATTRIBUTE, exchange);
      Map<String, String> identity = exchange.identity();
      if (identity != null) {
        request.setAttribute(Exchange.IDENTITY_ATTRIBUTE, identity);
      }
    } catch (RuntimeException ofAListener) {
      // The application may listen to attributes; the request goes on with its token.
    }
  }
}
