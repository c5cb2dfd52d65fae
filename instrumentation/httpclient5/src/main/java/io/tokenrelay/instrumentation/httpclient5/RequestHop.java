package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Hop;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** A request that is about to be written. Made for each hop. */
class RequestHop implements Hop {
  private final HttpRequest request;
  private final Route route;
  private @Nullable RelayedRequest relayed;

  RequestHop(HttpRequest request, Route route) {
    this.request = request;
    this.route = route;
  }

  /** The request with the headers that were set; null when none was. */
  final @Nullable RelayedRequest relayed() {
    return relayed;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String scheme() {
    return route.target().getSchemeName();
  }

  @Override
  public String host() {
    return route.target().getHostName();
  }

  @Override
  public int port() {
    return route.target().getPort();
  }

  /** Until 5.0 the path is an absolute URI when a proxy is asked (RFC 9112 §3.2.2). */
  @Override
  public String path() {
    String path = request.getPath();
    if (path == null) {
      return "/";
    }
    int scheme = path.indexOf("://");
    if (scheme < 0 || path.startsWith("/")) {
      return path;
    }
    int end = scheme + 3;
    while (end < path.length() && path.charAt(end) != '/' && path.charAt(end) != '?') {
      end++;
    }
    return path.substring(end);
  }

  @Override
  public @Nullable String header(String name) {
    Header header = request.getFirstHeader(name);
    if (header == null) {
      return null;
    }
    String value = header.getValue();
    return value == null ? "" : value;
  }

  @Override
  public void setHeader(String name, String value) {
    RelayedRequest copy = relayed;
    if (copy == null) {
      copy = copy(request);
      relayed = copy;
    }
    copy.relay(name, value);
  }

  @Override
  public boolean mayResolve() {
    return !route.isProxied();
  }

  /** A request like this one, with headers of its own. */
  RelayedRequest copy(HttpRequest request) {
    return new RelayedClassicRequest((ClassicHttpRequest) request, this);
  }
}
