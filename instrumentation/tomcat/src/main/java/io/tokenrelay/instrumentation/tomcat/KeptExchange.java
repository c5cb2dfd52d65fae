package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of a request, kept with the connector's own request: every dispatch finds it there
 * and {@code ServletRequest.getAttribute} shows it, but the application's attribute listeners hear
 * nothing of it.
 *
 * <p>Tomcat uses one request object for many requests of a connection. So what is found counts only
 * while it is certain to belong to this one: in an asynchronous dispatch, or when the thread is
 * serving it already (a rewrite that sends the request through the pipeline again). In every other
 * case a new request begins, and what is there is replaced whether Tomcat has cleared it or not.
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

  /** What was kept for a request that goes on asynchronously. */
  static Exchange of(org.apache.coyote.Request async) {
    Object found = async.getAttribute(Exchange.ATTRIBUTE);
    return found instanceof Exchange ? (Exchange) found : Relay.inbound().nobody();
  }

  /** Forgets the exchange of a request that is over; null when it had none. */
  static @Nullable Exchange forget(Request request) {
    org.apache.coyote.Request kept = request.getCoyoteRequest();
    if (kept == null || !(kept.getAttribute(Exchange.ATTRIBUTE) instanceof Exchange)) {
      return null;
    }
    kept.getAttributes().remove(Exchange.IDENTITY_ATTRIBUTE);
    return (Exchange) kept.getAttributes().remove(Exchange.ATTRIBUTE);
  }

  /** A request without a token is as cheaply received again, and keeping costs an allocation. */
  private static boolean isWorthKeeping(Exchange exchange, Request request) {
    return exchange.snapshot() != null
        || exchange.rejection() != null
        || request.getHeader("Authorization") != null;
  }

  private static void keep(org.apache.coyote.Request kept, String name, @Nullable Object value) {
    if (value != null) {
      kept.setAttribute(name, value);
    } else {
      kept.getAttributes().remove(name);
    }
  }
}
