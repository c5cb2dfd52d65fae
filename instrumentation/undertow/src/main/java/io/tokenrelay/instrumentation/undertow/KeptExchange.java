package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.PerLibrary;
import io.tokenrelay.instrumentation.spi.Relay;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.servlet.spec.HttpServletRequestImpl;
import io.undertow.util.AttachmentKey;
import java.util.Map;

/**
 * A request's exchange, attached to Undertow's own exchange, of which each request has one; and
 * exposed to the application as request attributes.
 */
final class KeptExchange {
  /** One for Undertow's modules: the door may be in another than the servlets. */
  private static final AttachmentKey<Exchange> KEY =
      PerLibrary.once(AttachmentKey.class, () -> AttachmentKey.create(Exchange.class));

  private KeptExchange() {}

  /** Receives a request, unless the door already has, and keeps its exchange. */
  static Exchange of(HttpServerExchange request, ServletRequestContext context) {
    Exchange exchange = request.getAttachment(KEY);
    if (exchange == null) {
      exchange = Relay.inbound().receive(new UndertowRequest(request));
      if (!exchange.isOfNobody()) {
        keep(exchange, request);
      }
    }
    if (exchange.snapshot() != null) {
      show(exchange, context.getOriginalRequest());
    }
    return exchange;
  }

  /** Keeps a request's exchange until the request is complete. */
  static void keep(Exchange received, HttpServerExchange request) {
    request.putAttachment(KEY, received);
    request.addExchangeCompleteListener(
        (completed, next) -> {
          received.completed();
          next.proceed();
        });
  }

  static boolean isKept(HttpServerExchange request) {
    return request.getAttachment(KEY) != null;
  }

  /** What was kept, or the exchange of requests that carry nothing and are not kept. */
  static Exchange find(HttpServerExchange request) {
    return Relay.kept(request.getAttachment(KEY));
  }

  private static void show(Exchange exchange, HttpServletRequestImpl request) {
    try {
      request.setAttribute(Exchange.ATTRIBUTE, exchange);
      Map<String, String> identity = exchange.identity();
      if (identity != null) {
        request.setAttribute(Exchange.IDENTITY_ATTRIBUTE, identity);
      }
    } catch (RuntimeException ofAListener) {
      // An application's attribute listener threw; the request still keeps its token.
    }
  }
}
