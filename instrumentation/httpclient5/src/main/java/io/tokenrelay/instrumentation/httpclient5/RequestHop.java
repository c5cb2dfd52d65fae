package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Authority;
import io.tokenrelay.instrumentation.spi.Hop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** A request that is about to be written. Created for each hop. */
class RequestHop implements Hop {
  private final HttpRequest request;
  private final Route route;
  private final @Nullable InetAddress peer;
  private final @Nullable String alias;
  private final @Nullable HttpContext context;
  private @Nullable RelayedRequest relayed;

  /**
   * @param peer where the connection leads; null if unknown
   * @param alias as in {@link Hop#alias()}
   * @param context the call's, in which the client keeps its credentials provider; null if the core
   *     is used alone, which answers no challenge
   */
  RequestHop(
      HttpRequest request,
      Route route,
      @Nullable InetAddress peer,
      @Nullable String alias,
      @Nullable HttpContext context) {
    this.request = request;
    this.route = route;
    this.peer = peer;
    this.alias = alias;
    this.context = context;
  }

  /** A hop of a client. */
  static RequestHop by(
      Route route, HttpRequest request, HttpConnection connection, @Nullable HttpContext context) {
    return new RequestHop(request, route, Peer.of(connection), null, context);
  }

  /**
   * A hop of the core used alone: nobody has chosen a target by name, so it goes where the
   * connection leads. Null if that is unknown.
   */
  static @Nullable RequestHop withoutClient(HttpRequest request, HttpConnection connection) {
    SocketAddress remote = connection.getRemoteAddress();
    InetAddress peer = Peer.of(connection);
    if (peer == null) {
      return null;
    }
    URIAuthority authority = request.getAuthority();
    HttpHost target =
        new HttpHost(
            connection.getSSLSession() == null ? "http" : "https",
            peer.getHostAddress(),
            ((InetSocketAddress) remote).getPort());
    return new RequestHop(
        request,
        Route.straightTo(target),
        peer,
        authority == null ? null : authority.getHostName(),
        null);
  }

  /** The request with the headers that were set; null if none was. */
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

  /** Until 5.0 the path of a request to a proxy is an absolute URI (RFC 9112 §3.2.2). */
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
  public @Nullable String requestTarget() {
    return requestTarget(request);
  }

  @Override
  public List<String> authorities() {
    return authorities(request);
  }

  /** {@link Hop#requestTarget()} of a request that this hop has turned into. */
  final @Nullable String requestTarget(HttpRequest request) {
    String uri = request.getRequestUri();
    return uri == null || uri.startsWith("/") ? null : uri;
  }

  /**
   * {@link Hop#authorities()} of a request that this hop has turned into: its authority names the
   * host in HTTP/2, and each {@code Host} header in HTTP/1.
   */
  final List<String> authorities(HttpRequest request) {
    List<String> authorities = Collections.emptyList();
    URIAuthority authority = request.getAuthority();
    if (authority != null) {
      authorities = with(authorities, Authority.of(authority.getHostName(), authority.getPort()));
    }
    for (Header header : request.getHeaders("Host")) {
      authorities = with(authorities, header.getValue() == null ? "" : header.getValue());
    }
    return authorities;
  }

  private List<String> with(List<String> authorities, String authority) {
    if (Authority.isTarget(this, authority) || authorities.contains(authority)) {
      return authorities;
    }
    List<String> more = authorities.isEmpty() ? new ArrayList<>() : authorities;
    more.add(authority);
    return more;
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
    copy().relay(name, value);
  }

  /** The request that headers are set on. */
  final RelayedRequest copy() {
    RelayedRequest copy = relayed;
    if (copy == null) {
      copy = copy(request);
      relayed = copy;
    }
    return copy;
  }

  @Override
  public boolean hasCredentials() {
    return context != null
        && TargetCredentials.areIn(context, route.target(), Route.named(request), this);
  }

  @Override
  public @Nullable String alias() {
    return alias;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public @Nullable InetAddress peer() {
    return peer;
  }

  @Override
  public @Nullable InetSocketAddress proxy() {
    return route.proxy();
  }

  @Override
  public boolean isReadByProxy() {
    return route.proxy() != null && !(route.isTunnelled() && scheme().equalsIgnoreCase("https"));
  }

  /** A copy of a request, with its own headers. */
  RelayedRequest copy(HttpRequest request) {
    return new RelayedClassicRequest((ClassicHttpRequest) request, this);
  }
}
