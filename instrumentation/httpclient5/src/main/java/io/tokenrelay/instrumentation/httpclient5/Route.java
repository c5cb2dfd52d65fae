package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.CallRoute;
import io.tokenrelay.instrumentation.spi.Getter;
import java.net.InetSocketAddress;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * The way that a client has chosen for a hop: to which target, and through which proxy.
 *
 * <p>The request's authority will not do: it is a virtual host if one is set. Nor will the route in
 * the call's context, which is that of whichever call used the context last. So the route is kept
 * with the call's runtime ({@link RuntimeRouteAdvice}).
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

  /** The route of the hop that is about to be written; null if the core is used alone. */
  static @Nullable Route over(Object connection) {
    Object route = CallRoute.over(connection);
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

  /** A route without a proxy. */
  static Route straightTo(HttpHost target) {
    return new Route(target, null, false);
  }

  /** The host that a request itself names; null if it names none. */
  static @Nullable HttpHost named(HttpRequest request) {
    URIAuthority authority = request.getAuthority();
    return authority == null
        ? null
        : new HttpHost(request.getScheme(), authority.getHostName(), authority.getPort());
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
