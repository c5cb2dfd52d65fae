package io.tokenrelay.instrumentation.spi;

import org.jspecify.annotations.Nullable;

/**
 * One request of an outbound call, as the client is about to write it: below redirects and retries,
 * so that each hop is a decision of its own. Each client's instrumentation adapts its own request
 * to it.
 */
public interface Hop {
  /** The HTTP method; {@code CONNECT} for a tunnel, {@code POST} for gRPC. */
  String method();

  /**
   * {@code http} or {@code https}, whatever carries it; for gRPC {@code https} when the channel is
   * encrypted.
   */
  String scheme();

  /**
   * The target's host name or address as the application gave it, IPv6 with or without brackets;
   * never a proxy's.
   */
  String host();

  /** The target's port, or -1 for the scheme's default. */
  int port();

  /** Path and query; for gRPC {@code /pkg.Service/Method}. */
  String path();

  /**
   * The value of a header that is on the request already, or null. The name is compared without
   * regard to case.
   */
  @Nullable String header(String name);

  /** Puts one header on the request, in place of any of the same name. */
  void setHeader(String name, String value);

  /**
   * Whether the target's name may be resolved here and now: false on an event loop, and where a
   * proxy resolves it.
   */
  boolean mayResolve();

  /** Whether this is gRPC, for which only {@code grpc:} rules name services. */
  default boolean isGrpc() {
    return false;
  }

  /** Whether the call stays inside this process (gRPC's in-process transport). */
  default boolean isInProcess() {
    return false;
  }
}
