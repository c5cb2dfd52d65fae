package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Getter;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection really leads.
 *
 * <p>The request's authority will not do: it is a virtual host where one is set. The client's route
 * tells the truth: until 5.3 an attribute of the context, from 5.4 on a field of the client's own
 * kind of context. Where there is no route the core is used without the client, and the authority
 * is all that is known.
 */
final class Route {
  private static final Getter ROUTE =
      new Getter("org.apache.hc.client5.http.protocol.HttpClientContext", "getHttpRoute");
  private static final Getter TARGET =
      new Getter("org.apache.hc.client5.http.RouteInfo", "getTargetHost");
  private static final Getter PROXY =
      new Getter("org.apache.hc.client5.http.RouteInfo", "getProxyHost");

  private final HttpHost target;
  private final boolean proxied;

  private Route(HttpHost target, boolean proxied) {
    this.target = target;
    this.proxied = proxied;
  }

  /** The route of the hop that is about to be written; null when it is not known. */
  static @Nullable Route of(ClassicHttpRequest request, HttpContext context) {
    Object route = context.getAttribute("http.route");
    if (route == null) {
      route = ROUTE.get(context);
    }
    Object target = route == null ? named(request) : TARGET.get(route);
    if (!(target instanceof HttpHost)) {
      return null;
    }
    return new Route((HttpHost) target, route != null && PROXY.get(route) != null);
  }

  /** A route that the client has told. */
  static Route to(HttpHost target) {
    return new Route(target, false);
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

  /** Whether a proxy stands between, which then resolves the target's name. */
  boolean isProxied() {
    return proxied;
  }
}
