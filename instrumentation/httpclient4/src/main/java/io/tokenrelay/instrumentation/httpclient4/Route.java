package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.CallRoute;
import io.tokenrelay.instrumentation.spi.Getter;
import java.net.InetSocketAddress;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * The way that a client has chosen for a hop: to which target, and by which proxy.
 *
 * <p>Nothing in the call's context will do. Its target host is a virtual host where one is set, and
 * from 4.3 on the host of an absolute request URI, even when the request is sent to another; its
 * route is that of whichever call used the context last. 4.2 keeps the route with the connection;
 * with 4.3 and later it is that of the call that this thread is making ({@link RouteAdvice}).
 */
final class Route {
  private static final Getter ROUTE =
      new Getter("org.apache.http.conn.HttpRoutedConnection", "getRoute");
  private static final Getter TARGET =
      new Getter("org.apache.http.conn.routing.RouteInfo", "getTargetHost");
  private static final Getter PROXY =
      new Getter("org.apache.http.conn.routing.RouteInfo", "getProxyHost");
  private static final Getter TUNNELLED =
      new Getter("org.apache.http.conn.routing.RouteInfo", "isTunnelled");

  private final HttpHost target;
  private final @Nullable HttpHost proxy;
  private final boolean tunnelled;

  private Route(HttpHost target, @Nullable HttpHost proxy, boolean tunnelled) {
    this.target = target;
    this.proxy = proxy;
    this.tunnelled = tunnelled;
  }

  /** The route of the hop that is about to be written; null where the core is used by itself. */
  static @Nullable Route of(HttpClientConnection connection) {
    Object route = ROUTE.get(connection);
    if (route == null) {
      route = CallRoute.over(connection);
    }
    return route == null ? null : to(route);
  }

  /** A route of the client; null when it does not tell its target. */
  static @Nullable Route to(Object route) {
    Object target = TARGET.get(route);
    return target instanceof HttpHost
        ? new Route(
            (HttpHost) target,
            (HttpHost) PROXY.get(route),
            Boolean.TRUE.equals(TUNNELLED.get(route)))
        : null;
  }

  /** No client's: where a connection leads that is used without one. */
  static Route straightTo(HttpHost target) {
    return new Route(target, null, false);
  }

  /** The host that answers, whatever proxy is between. */
  HttpHost target() {
    return target;
  }

  /** The proxy between, which then resolves the target's name; null where there is none. */
  @Nullable InetSocketAddress proxy() {
    return proxy == null
        ? null
        : InetSocketAddress.createUnresolved(proxy.getHostName(), Math.max(0, proxy.getPort()));
  }

  boolean isTunnelled() {
    return tunnelled;
  }
}
