package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of a request, kept as its attribute: every dispatch finds it there and {@code
 * ServletRequest.getAttribute} shows it, but the application's attribute listeners hear nothing of
 * it.
 *
 * <p>Jetty uses one request object for many requests of a connection: the attributes go when a
 * request is complete ({@link CompletedAdvice}) and, a second time, when Jetty recycles it.
 */
final class KeptExchange {
  /** Set before an error dispatch; javax only, since later versions send errors another way. */
  private static final String ERROR = "javax.servlet.error.status_code";

  private KeptExchange() {}

  /** Receives the request, unless this is one more dispatch of it (errors, before 9.4.21). */
  static Exchange of(Request request) {
    Object found = request.getAttribute(Exchange.ATTRIBUTE);
    if (found instanceof Exchange) {
      return (Exchange) found;
    }
    if (request.getAttribute(ERROR) != null) {
      return Relay.inbound().nobody();
    }
    Exchange received = Relay.inbound().receive(new JettyRequest(request));
    if (isWorthKeeping(received)) {
      request.getAttributes().setAttribute(Exchange.ATTRIBUTE, received);
    }
    Map<String, String> identity = received.identity();
    if (identity != null) {
      request.getAttributes().setAttribute(Exchange.IDENTITY_ATTRIBUTE, identity);
    }
    return received;
  }

  /**
   * Begins another part of a request that has been received, whoever the thread works for.
   *
   * @return what to hand to {@link Relay#resume}; null when the thread is at it already
   */
  static @Nullable Object comeBackTo(Request request) {
    Object found = request.getAttribute(Exchange.ATTRIBUTE);
    Exchange exchange = found instanceof Exchange ? (Exchange) found : Relay.inbound().nobody();
    return Relay.exchange() == exchange ? null : Relay.reenter(exchange);
  }

  /** Forgets the exchange of a request that is over; null when it had none. */
  static @Nullable Exchange forget(Request request) {
    Object found = request.getAttribute(Exchange.ATTRIBUTE);
    if (!(found instanceof Exchange)) {
      return null;
    }
    request.getAttributes().removeAttribute(Exchange.ATTRIBUTE);
    request.getAttributes().removeAttribute(Exchange.IDENTITY_ATTRIBUTE);
    return (Exchange) found;
  }

  /** A request that carries nothing is not kept: it would cost an allocation. */
  private static boolean isWorthKeeping(Exchange exchange) {
    return exchange.snapshot() != null || exchange.rejection() != null;
  }
}
