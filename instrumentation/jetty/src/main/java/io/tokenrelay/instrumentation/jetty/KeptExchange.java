package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request's exchange, kept as its attribute: every dispatch finds it there, {@code
 * ServletRequest.getAttribute} returns it, and the application's attribute listeners are not
 * notified.
 *
 * <p>Jetty reuses one request object for a connection's requests: the attributes are removed when a
 * request is complete ({@link CompletedAdvice}), and again when Jetty recycles it.
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
    if (!received.isOfNobody()) {
      request.getAttributes().setAttribute(Exchange.ATTRIBUTE, received);
    }
    Map<String, String> identity = received.identity();
    if (identity != null) {
      request.getAttributes().setAttribute(Exchange.IDENTITY_ATTRIBUTE, identity);
    }
    return received;
  }

  /**
   * Begins another part of a request that was received before, whoever the thread works for.
   *
   * @return what to hand to {@link Relay#resume}; null if the thread is already serving it
   */
  static @Nullable Object comeBackTo(Request request) {
    return Relay.reenterUnlessServing(Relay.kept(request.getAttribute(Exchange.ATTRIBUTE)));
  }

  /** Forgets and returns the exchange of a request that is over; null if it had none. */
  static @Nullable Exchange forget(Request request) {
    Object found = request.getAttribute(Exchange.ATTRIBUTE);
    if (!(found instanceof Exchange)) {
      return null;
    }
    request.getAttributes().removeAttribute(Exchange.ATTRIBUTE);
    request.getAttributes().removeAttribute(Exchange.IDENTITY_ATTRIBUTE);
    return (Exchange) found;
  }
}
