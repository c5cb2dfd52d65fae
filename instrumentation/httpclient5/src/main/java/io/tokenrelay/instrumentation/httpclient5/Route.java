package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.CallRoute;
import io.tokenrelay.instrumentation.spi.Getter;
import java.net.InetSocketAddress;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * The way that a client has chosen for a hop: to which target, and by which proxy.
 *
 * <p>The request's authority will not do: it is a virtual host where one is set. Nor will the route
 * in the call's context: it is that of whichever call used the context last. The runtime of a call
 * knows better ({@link RuntimeRouteAdvice}).
 */
final class Route {
  private static final Getter TARGET =
      new Getter("org.apache.hc.client5.http.RouteInfo", "getTargetHost");
  private static final Getter PROXY =
      new Getter("org.apache.hc.client5.http.RouteInfo", "getProxyHost");
  private static final Getter TUNNELLED =
      new Getter("org.apache.hc.client5.http.RouteInfo", "isTunnelled");

  private final HttpHost target;
  private final @Nullable HttpHost proxy;
  private final boolean tunnelled;

  private Route(HttpHost target, @Nullable HttpHost proxy, boolean tunnelled) {
    this.target = target;
    this.proxy = proxy;
    this.tunnelled = tunnelled;
  }

  /** The route of the hop that is about to be written; null where the core is used by itself. */
  static @Nullable Route over(Object connection) {
    Object route = CallRoute.over(connection);
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

  /** A route without a proxy. */
  static Route straightTo(HttpHost target) {
    return new Route(target, null, false);
  }

  /** The host that a request names itself; null when it names none. */
  static @Nullable HttpHost named(HttpRequest request) {
    URIAuthority authority = request.getAuthority();
    return authority == null
        ? null
        : new HttpHost(request.getScheme(), authority.getHostName(), authority.getPort());
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
