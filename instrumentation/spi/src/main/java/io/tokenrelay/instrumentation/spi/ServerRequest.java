package io.tokenrelay.instrumentation.spi;

import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An inbound request as its server sees it. Each server's instrumentation adapts its own request to
 * it.
 */
public interface ServerRequest {
  /** The first value of a header, or null. Names are compared ignoring case. */
  @Nullable String header(String name);

  /** Every value of a header, in the order received; empty or null if there is none. */
  @Nullable Enumeration<String> headers(String name);

  /**
   * Takes a header off the request: every value of it, in whatever case its name is written, so
   * that nothing that runs for the request from now on sees it, in any of its dispatches.
   *
   * @return whether it is gone; false where the server's requests cannot be changed
   */
  default boolean remove(String name) {
    return false;
  }

  /** The HTTP method; {@code POST} for gRPC. */
  String method();

  /**
   * The request target as the client sent it (RFC 9112 §3.2; {@code :path} in HTTP/2), or the least
   * altered form that the server still has: not decoded, not normalised, with its path parameters.
   * There is no need to remove a query or origin, and an adapter should not if that takes a
   * decision: the one reader of this does it for all servers. Many frameworks route by this rather
   * than by {@link #path()}, so an access decision needs both.
   *
   * <p>For gRPC {@code /pkg.Service/Method}.
   */
  String target();

  /**
   * The path as the server decoded and normalised it, with its context path: what it maps to an
   * application. For gRPC {@code /pkg.Service/Method}. Empty if the server could make no path of
   * the target and is about to refuse the request: no rule or exemption applies to that.
   */
  String path();

  /**
   * Whether this is a call that a gRPC server dispatches by service and method. A request that an
   * HTTP server dispatches by path is not, whatever its content type.
   */
  default boolean isGrpc() {
    return false;
  }

  /**
   * The address of the peer that opened the connection, or null if the server does not know it. A
   * server that is told to trust a proxy gives the address that the proxy names.
   */
  @Nullable String remoteAddress();

  /**
   * The certificates by which the client has identified itself in the TLS handshake of this
   * connection, as the server has verified them, the client's own first. Empty if there are none,
   * or the server has no certain way to tell.
   *
   * <p>Read from the connection's session, never from an attribute or header: a proxy's valve or
   * AJP fills those with what others say.
   */
  default List<X509Certificate> peerCertificates() {
    return Collections.emptyList();
  }

  /**
   * The address of whoever opened this connection, an IP literal. Unlike {@link #remoteAddress()},
   * it is never what a forwarding header, AJP or the PROXY protocol says. Null if the server has no
   * certain way to tell.
   */
  default @Nullable String peerAddress() {
    return null;
  }

  /**
   * Whether we see each request before any code of an application does. If it is only at the first
   * filter or servlet, the server may have answered other requests by itself, unseen.
   */
  default boolean isAtTheDoor() {
    return true;
  }
}
