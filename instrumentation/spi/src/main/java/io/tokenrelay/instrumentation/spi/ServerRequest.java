package io.tokenrelay.instrumentation.spi;

import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * An inbound request as its server sees it. Each server's instrumentation adapts its own request to
 * it.
 */
public interface ServerRequest {
  /** The first value of a header, or null. The name is compared without regard to case. */
  @Nullable String header(String name);

  /** Every value of a header, in the order received; empty, or null, when there is none. */
  @Nullable Enumeration<String> headers(String name);

  /** The HTTP method; {@code POST} for gRPC. */
  String method();

  /**
   * The request target as the client sent it (RFC 9112 §3.2; {@code :path} in HTTP/2), or the least
   * altered form that the server still has: not decoded, not normalised, with its path parameters.
   * A query or an origin that is part of it need not be taken off, and should not be where that
   * takes a decision: the one reader of it does so for all servers. Many frameworks route by this
   * and not by {@link #path()}, so an access decision needs both.
   *
   * <p>For gRPC {@code /pkg.Service/Method}.
   */
  String target();

  /**
   * The path as the server decoded and normalised it, with its context path: what it maps to an
   * application. For gRPC {@code /pkg.Service/Method}. Empty where the server could not make a path
   * of the target, and is about to refuse the request: no rule and no exemption is about that.
   */
  String path();

  /**
   * Whether this is a call that a gRPC server dispatches by service and method. A request that an
   * HTTP server dispatches by its path is none, whatever its content type says.
   */
  default boolean isGrpc() {
    return false;
  }

  /** The address of the peer that opened the connection, or null when the server does not say. */
  @Nullable String remoteAddress();

  /**
   * Whether the server asks before it hands the request to anything of an application. Where it is
   * only the first filter or servlet that asks, the server may have answered other requests by
   * itself, and nobody has heard of them.
   */
  default boolean isAtTheDoor() {
    return true;
  }
}
