package io.tokenrelay.instrumentation.reactornetty;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Reactor Netty's request as the agent asks for it. Used only while it is received, on its event
 * loop.
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
  public String method() {
    return request.method().name();
  }

  @Override
  public String target() {
    return request.uri();
  }

  /**
   * Decoded once, and never normalised, since neither Netty nor WebFlux does it. A path with
   * parameters is given as sent, and so is never exempt: what becomes of them is the application's
   * affair.
   */
  @Override
  public String path() {
    String path = withoutQuery(withoutOrigin(request.uri()));
    return path.indexOf(';') >= 0 ? path : decoded(path);
  }

  /** What was sent in absolute form reaches the application as if it had not been. */
  private static String withoutOrigin(String uri) {
    int origin = uri.startsWith("/") ? -1 : uri.indexOf("://");
    if (origin < 0) {
      return uri;
    }
    int path = uri.indexOf('/', origin + 3);
    return path < 0 ? "/" : uri.substring(path);
  }

  private static String withoutQuery(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) == '?' || uri.charAt(i) == '#') {
        return uri.substring(0, i);
      }
    }
    return uri;
  }

  /** A plus sign is one in a path; what cannot be decoded stays, and is never exempt either. */
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

  /** The connection's peer, or who it stands for where the server is told to believe a header. */
  @Override
  public @Nullable String remoteAddress() {
    InetSocketAddress peer = request.remoteAddress();
    InetAddress address = peer == null ? null : peer.getAddress();
    return address == null ? null : address.getHostAddress();
  }
}
