package io.tokenrelay.instrumentation.glassfish;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Getter;
import io.tokenrelay.instrumentation.spi.Relay;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request's exchange, kept as an attribute of Grizzly's own request: every dispatch finds it
 * there, {@code ServletRequest.getAttribute} returns it, and the application's attribute listeners
 * are not notified.
 *
 * <p>The server reuses its request objects: the exchange is removed when a request is over ({@link
 * RecycleAdvice}); and at the beginning of a request that this thread is not already serving,
 * whatever is found is replaced, cleared or not.
 */
final class KeptExchange {
  /** For GlassFish before 6 and Payara; later versions have another getter. */
  private static final Getter COYOTE =
      new Getter("org.apache.catalina.connector.Request", "getCoyoteRequest");

  private static final Getter GRIZZLY =
      new Getter("org.apache.catalina.connector.Request", "getGrizzlyRequest");

  private KeptExchange() {}

  /**
   * Receives the request, unless this thread is already serving it (a valve that invokes again).
   */
  static Exchange of(Request request) {
    org.glassfish.grizzly.http.server.Request kept = grizzly(request);
    Exchange current = Relay.exchange();
    if (kept != null && current != null && kept.getAttribute(Exchange.ATTRIBUTE) == current) {
      return current;
    }
    Exchange received = Relay.inbound().receive(new GlassFishRequest(request));
    if (kept != null) {
      keep(kept, Exchange.ATTRIBUTE, received.isOfNobody() ? null : received);
      keep(kept, Exchange.IDENTITY_ATTRIBUTE, received.identity());
    }
    return received;
  }

  /** What was kept for a request that continues. */
  static Exchange find(Request request) {
    org.glassfish.grizzly.http.server.Request kept = grizzly(request);
    return Relay.kept(kept == null ? null : kept.getAttribute(Exchange.ATTRIBUTE));
  }

  /** Forgets and returns the exchange of a request that is over; null if it had none. */
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

  /** Null if the request is over and Grizzly's object serves another one. */
  private static org.glassfish.grizzly.http.server.@Nullable Request grizzly(Request request) {
    Object grizzly = GRIZZLY.get(request);
    return (org.glassfish.grizzly.http.server.Request)
        (grizzly == null ? COYOTE.get(request) : grizzly);
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
