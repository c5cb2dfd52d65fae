package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.Getter;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpHost;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection really leads.
 *
 * <p>The context's target host will not do: it is a virtual host where one is set, and from 4.3 on
 * the host of an absolute request URI, even when the request is sent to another host. The client's
 * route tells the truth. 4.3 and later put it in the context; 4.2 keeps it with the connection.
 * Where there is no route the core is used without the client, and the target host is all that is
 * known.
 */
final class Route {
  private static final Getter ROUTE =
      new Getter("org.apache.http.conn.HttpRoutedConnection", "getRoute");
  private static final Getter TARGET =
      new Getter("org.apache.http.conn.routing.RouteInfo", "getTargetHost");
  private static final Getter PROXY =
      new Getter("org.apache.http.conn.routing.RouteInfo", "getProxyHost");

  private final HttpHost target;
  private final boolean proxied;

  private Route(HttpHost target, boolean proxied) {
    this.target = target;
    this.proxied = proxied;
  }

  /** The route of the hop that is about to be written; null when it is not known. */
  static @Nullable Route of(HttpClientConnection connection, HttpContext context) {
    Object route = context.getAttribute("http.route");
    if (route == null) {
      route = ROUTE.get(connection);
    }
    Object target = route == null ? context.getAttribute("http.target_host") : TARGET.get(route);
    if (!(target instanceof HttpHost)) {
      return null;
    }
    return new Route((HttpHost) target, route != null && PROXY.get(route) != null);
  }

  /** A route of the client; null when it does not tell its target. */
  static @Nullable Route to(Object route) {
    Object target = TARGET.get(route);
    return target instanceof HttpHost
        ? new Route((HttpHost) target, PROXY.get(route) != null)
        : null;
  }

  /** The host that answers, whatever proxy is between. */
  HttpHost target() {
    return target;
  }

  /** Whether a proxy stands between, which then resolves the target's name. */
  boolean isProxied() {
    return proxied;
  }
}
