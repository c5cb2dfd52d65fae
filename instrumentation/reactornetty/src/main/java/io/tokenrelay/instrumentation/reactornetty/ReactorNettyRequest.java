package io.tokenrelay.instrumentation.reactornetty;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Reactor Netty's request as the agent sees it. Used only while it is received, on its event loop.
 */
final class ReactorNettyRequest implements ServerRequest {
  private final HttpServerRequest request;
  private final HttpHeaders headers;

  ReactorNettyRequest(HttpServerRequest request) {
    this.request = request;
    this.headers = request.requestHeaders();
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  @Override
  public @Nullable Enumeration<String> headers(String name) {
    List<String> values = headers.getAll(name);
    return values.isEmpty() ? null : Collections.enumeration(values);
  }

  @Override
  public boolean remove(String name) {
    headers.remove(name);
    return !headers.contains(name);
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String target() {
    return request.uri();
  }

  /** Decoded once, and not normalised, since neither Netty nor WebFlux does so. */
  @Override
  public String path() {
    String target = request.uri();
    int from = endOfOrigin(target);
    int to = end(target, from, "?#");
    return to == from ? "/" : decoded(target.substring(from, to));
  }

  /** An absolute URI reaches the application without its origin. */
  private static int endOfOrigin(String target) {
    int colon = target.startsWith("/") ? -1 : target.indexOf("://");
    return colon < 0 ? 0 : end(target, colon + 3, "/?#");
  }

  private static int end(String target, int from, String delimiters) {
    int end = from;
    while (end < target.length() && delimiters.indexOf(target.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** A plus sign in a path stands for itself; what cannot be decoded stays. */
  private static String decoded(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    try {
      return QueryStringDecoder.decodeComponent(path.replace("+", "%2B"));
    } catch (IllegalArgumentException malformed) {
      return path;
    }
  }

  /**
   * The connection's peer, or the client it forwards for if the server is told to trust a header.
   */
  @Override
  public @Nullable String remoteAddress() {
    InetSocketAddress peer = request.remoteAddress();
    InetAddress address = peer == null ? null : peer.getAddress();
    return address == null ? null : address.getHostAddress();
  }

  @Override
  public List<X509Certificate> peerCertificates() {
    return request instanceof Connection
        ? Peer.certificates((Connection) request)
        : Collections.emptyList();
  }

  @Override
  public @Nullable String peerAddress() {
    return request instanceof Connection ? Peer.address((Connection) request) : null;
  }
}
