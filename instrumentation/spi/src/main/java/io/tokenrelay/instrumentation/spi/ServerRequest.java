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
   * The path as the server decoded and normalised it, with its context path; for gRPC {@code
   * /pkg.Service/Method}.
   */
  String path();

  /** The address of the peer that opened the connection, or null when the server does not say. */
  @Nullable String remoteAddress();
}
