package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request's exchange, kept with the connector's own request: every dispatch finds it there,
 * {@code ServletRequest.getAttribute} returns it, and the application's attribute listeners are not
 * notified.
 *
 * <p>Tomcat reuses one request object for a connection's requests. So an exchange that is found
 * counts only if it certainly belongs to this request: in an asynchronous dispatch, or if the
 * thread is already serving it (a rewrite that sends the request through the pipeline again). In
 * every other case a new request begins, and whatever is there is replaced, cleared or not.
 */
final class KeptExchange {
  private KeptExchange() {}

  static Exchange of(Request request) {
    org.apache.coyote.Request kept = request.getCoyoteRequest();
    Object found = kept.getAttribute(Exchange.ATTRIBUTE);
    boolean again = request.isAsync();
    if (found instanceof Exchange && (again || found == Relay.exchange())) {
      return (Exchange) found;
    }
    if (again) {
      return Relay.inbound().nobody();
    }
    Exchange received = Relay.inbound().receive(new TomcatRequest(request));
    keep(kept, Exchange.ATTRIBUTE, isWorthKeeping(received, request) ? received : null);
    Map<String, String> identity = received.identity();
    keep(kept, Exchange.IDENTITY_ATTRIBUTE, identity);
    return received;
  }

  /** What was kept for a request that continues asynchronously. */
  static Exchange of(org.apache.coyote.Request async) {
    return Relay.kept(async.getAttribute(Exchange.ATTRIBUTE));
  }

  /** Forgets and returns the exchange of a request that is over; null if it had none. */
  static @Nullable Exchange forget(Request request) {
    org.apache.coyote.Request kept = request.getCoyoteRequest();
    if (kept == null || !(kept.getAttribute(Exchange.ATTRIBUTE) instanceof Exchange)) {
      return null;
    }
    kept.getAttributes().remove(Exchange.IDENTITY_ATTRIBUTE);
    return (Exchange) kept.getAttributes().remove(Exchange.ATTRIBUTE);
  }

  /**
   * Receiving a request without a token again is just as cheap, and keeping costs an allocation.
   */
  private static boolean isWorthKeeping(Exchange exchange, Request request) {
    return !exchange.isOfNobody() || request.getHeader("Authorization") != null;
  }

  private static void keep(org.apache.coyote.Request kept, String name, @Nullable Object value) {
    if (value != null) {
      kept.setAttribute(name, value);
    } else {
      kept.getAttributes().remove(name);
    }
  }
}
