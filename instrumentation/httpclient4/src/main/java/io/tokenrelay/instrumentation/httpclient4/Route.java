package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.CallRoute;
import io.tokenrelay.instrumentation.spi.Getter;
import java.net.InetSocketAddress;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * The way that a client has chosen for a hop: to which target, and through which proxy.
 *
 * <p>Nothing in the call's context will do. Its target host is a virtual host if one is set, and
 * from 4.3 the host of an absolute request URI, even if the request is sent to another host; its
 * route is that of whichever call used the context last. 4.2 keeps the route with the connection;
 * from 4.3 we keep the route of the call that this thread is making ({@link RouteAdvice}).
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

  /** The route of the hop that is about to be written; null if the core is used alone. */
  static @Nullable Route of(HttpClientConnection connection) {
    Object route = ROUTE.get(connection);
    if (route == null) {
      route = CallRoute.over(connection);
    }
    return route == null ? null : to(route);
  }

  /** A client's route; null if its target cannot be read. */
  static @Nullable Route to(Object route) {
    Object target = TARGET.get(route);
    return target instanceof HttpHost
        ? new Route(
            (HttpHost) target,
            (HttpHost) PROXY.get(route),
            Boolean.TRUE.equals(TUNNELLED.get(route)))
        : null;
  }

  /** The route of a connection that is used without a client. */
  static Route straightTo(HttpHost target) {
    return new Route(target, null, false);
  }

  /** The host that answers, whatever proxy is in between. */
  HttpHost target() {
    return target;
  }

  /** The proxy in between, which then resolves the target's name; null if there is none. */
  @Nullable InetSocketAddress proxy() {
    return proxy == null
        ? null
        : InetSocketAddress.createUnresolved(proxy.getHostName(), Math.max(0, proxy.getPort()));
  }

  boolean isTunnelled() {
    return tunnelled;
  }
}
