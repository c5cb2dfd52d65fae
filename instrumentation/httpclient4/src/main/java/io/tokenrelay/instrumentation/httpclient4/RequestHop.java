package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.Hop;
import org.apache.http.Header;
import org.apache.http.HttpRequest;
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
    return request.getRequestLine().getMethod();
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

  /** The request line holds an absolute URI when a proxy is asked (RFC 9112 §3.2.2). */
  @Override
  public String path() {
    String uri = request.getRequestLine().getUri();
    int scheme = uri.indexOf("://");
    if (scheme < 0 || uri.startsWith("/")) {
      return uri;
    }
    int end = scheme + 3;
    while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
      end++;
    }
    return uri.substring(end);
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
      copy = RelayedRequest.of(request, this);
      relayed = copy;
    }
    copy.setHeader(name, value);
  }

  @Override
  public boolean mayResolve() {
    return !route.isProxied();
  }
}
