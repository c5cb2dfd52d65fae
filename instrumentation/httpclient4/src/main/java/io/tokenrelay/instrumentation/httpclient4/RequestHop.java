package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.Authority;
import io.tokenrelay.instrumentation.spi.Hop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.HttpInetConnection;
import org.apache.http.HttpRequest;
import org.apache.http.RequestLine;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** A request that is about to be written. Created for each hop. */
final class RequestHop implements Hop {
  private final HttpRequest request;
  private final RequestLine line;
  private final Route route;
  private final @Nullable InetAddress peer;
  private final @Nullable String alias;
  private final @Nullable HttpContext context;
  private @Nullable RelayedRequest relayed;
  private boolean onEventLoop;

  private RequestHop(
      HttpRequest request,
      Route route,
      @Nullable InetAddress peer,
      @Nullable String alias,
      @Nullable HttpContext context) {
    this.request = request;
    this.line = request.getRequestLine();
    this.route = route;
    this.peer = peer;
    this.alias = alias;
    this.context = context;
  }

  /**
   * A hop of a client.
   *
   * @param connection what the request is about to be written to
   * @param context the call's, in which the client keeps its credentials provider
   */
  static RequestHop by(
      Route route,
      HttpRequest request,
      @Nullable Object connection,
      @Nullable HttpContext context) {
    InetAddress peer =
        connection instanceof HttpInetConnection
            ? ((HttpInetConnection) connection).getRemoteAddress()
            : null;
    return new RequestHop(request, route, peer, null, context);
  }

  /**
   * A hop of the core used alone: nobody has chosen a target by name, so it goes where the
   * connection leads. Null if that is unknown.
   */
  static @Nullable RequestHop withoutClient(HttpRequest request, Object connection) {
    if (!(connection instanceof HttpInetConnection)) {
      return null;
    }
    HttpInetConnection socket = (HttpInetConnection) connection;
    InetAddress peer = socket.getRemoteAddress();
    if (peer == null) {
      return null;
    }
    HttpHost target = new HttpHost(peer.getHostAddress(), socket.getRemotePort());
    return new RequestHop(request, Route.straightTo(target), peer, named(request), null);
  }

  /** The host that the request names; null if it names none. */
  private static @Nullable String named(HttpRequest request) {
    Header host = request.getFirstHeader("Host");
    String value = host == null ? null : host.getValue();
    if (value == null) {
      return null;
    }
    int colon = value.lastIndexOf(':');
    return colon > value.lastIndexOf(']') ? value.substring(0, colon) : value;
  }

  /** The same, written by the event loop of an async client. */
  RequestHop onEventLoop() {
    onEventLoop = true;
    return this;
  }

  @Override
  public boolean isOnEventLoop() {
    return onEventLoop;
  }

  /** The request with the headers that were set; null if none was. */
  @Nullable RelayedRequest relayed() {
    return relayed;
  }

  @Override
  public String method() {
    return line.getMethod();
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

  /** The request line to a proxy holds an absolute URI (RFC 9112 §3.2.2). */
  @Override
  public String path() {
    String uri = line.getUri();
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
  public @Nullable String requestTarget() {
    String uri = line.getUri();
    return uri.startsWith("/") ? null : uri;
  }

  @Override
  public List<String> authorities() {
    List<String> authorities = Collections.emptyList();
    for (Header header : request.getHeaders("Host")) {
      String host = header.getValue() == null ? "" : header.getValue();
      if (!Authority.isTarget(this, host)) {
        authorities = authorities.isEmpty() ? new ArrayList<>() : authorities;
        authorities.add(host);
      }
    }
    return authorities;
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
      copy = RelayedRequest.of(request, line, this);
      relayed = copy;
    }
    copy.setHeader(name, value);
  }

  /** The core used alone answers no challenge. */
  @Override
  public boolean hasCredentials() {
    return context != null && TargetCredentials.areIn(context, route.target(), this);
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
}
