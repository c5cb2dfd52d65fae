package io.tokenrelay.instrumentation.glassfish;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Getter;
import io.tokenrelay.instrumentation.spi.Relay;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of a request, kept as an attribute of Grizzly's own request: every dispatch finds it
 * there and {@code ServletRequest.getAttribute} shows it, but the application's attribute listeners
 * hear nothing of it.
 *
 * <p>The request objects serve many requests of a connection: what is kept goes when a request is
 * over ({@link RecycleAdvice}), and what is found at the beginning of one that is not this thread's
 * already is replaced, whether it was cleared or not.
 */
final class KeptExchange {
  /** Before GlassFish 6, and in Payara, and since. */
  private static final Getter COYOTE =
      new Getter("org.apache.catalina.connector.Request", "getCoyoteRequest");

  private static final Getter GRIZZLY =
      new Getter("org.apache.catalina.connector.Request", "getGrizzlyRequest");

  private KeptExchange() {}

  /** Receives the request, unless this thread is at it already (a valve that invokes again). */
  static Exchange of(Request request) {
    org.glassfish.grizzly.http.server.Request kept = grizzly(request);
    Exchange current = Relay.exchange();
    if (kept != null && current != null && kept.getAttribute(Exchange.ATTRIBUTE) == current) {
      return current;
    }
    Exchange received = Relay.inbound().receive(new GlassFishRequest(request));
    if (kept != null) {
      keep(kept, Exchange.ATTRIBUTE, isWorthKeeping(received) ? received : null);
      keep(kept, Exchange.IDENTITY_ATTRIBUTE, received.identity());
    }
    return received;
  }

  /** What was kept for a request that goes on. */
  static Exchange find(Request request) {
    org.glassfish.grizzly.http.server.Request kept = grizzly(request);
    Object found = kept == null ? null : kept.getAttribute(Exchange.ATTRIBUTE);
    return found instanceof Exchange ? (Exchange) found : Relay.inbound().nobody();
  }

  /** Forgets the exchange of a request that is over; null when it had none. */
  static @Nullable Exchange forget(Request request) {
    org.glassfish.grizzly.http.server.Request kept = grizzly(request);
    Object found = kept == null ? null : kept.getAttribute(Exchange.ATTRIBUTE);
    if (kept == null || !(found instanceof Exchange)) {
      return null;
    }
    kept.removeAttribute(Exchange.ATTRIBUTE);
    kept.removeAttribute(Exchange.IDENTITY_ATTRIBUTE);
    return (Exchange) found;
  }

  /** Null when the request is over, and Grizzly's serves another one. */
  private static org.glassfish.grizzly.http.server.@Nullable Request grizzly(Request request) {
    Object grizzly = GRIZZLY.get(request);
    return (org.glassfish.grizzly.http.server.Request)
        (grizzly == null ? COYOTE.get(request) : grizzly);
  }

  /** A request that carries nothing is not kept: it would cost an allocation. */
  private static boolean isWorthKeeping(Exchange exchange) {
    return exchange.snapshot() != null || exchange.rejection() != null;
  }

  private static void keep(
      org.glassfish.grizzly.http.server.Request kept, String name, @Nullable Object value) {
    if (value != null) {
      kept.setAttribute(name, value);
    } else if (kept.getAttribute(name) != null) {
      kept.removeAttribute(name);
    }
  }
}
