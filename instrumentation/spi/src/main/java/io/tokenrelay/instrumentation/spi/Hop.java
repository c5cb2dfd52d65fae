package io.tokenrelay.instrumentation.spi;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
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
   * What the request line is about to hold, where that may be more than {@link #path()}: an
   * absolute URI (RFC 9112 §3.2.2), by which a proxy goes whatever the client has taken for the
   * target. Null where the client writes no host but the target's there.
   */
  default @Nullable String requestTarget() {
    return null;
  }

  /**
   * What the message calls its host: each {@code Host} header, and the {@code :authority} of
   * HTTP/2. Those that {@link Authority#isTarget} knows for the target may be left out.
   *
   * <p>Every host that a message names must be one that may have the token: whoever gets it may
   * pass it on there.
   */
  default List<String> authorities() {
    return Collections.emptyList();
  }

  /**
   * The value of a header that is on the request already, or null. The name is compared without
   * regard to case.
   */
  @Nullable String header(String name);

  /** Puts one header on the request, in place of any of the same name. */
  void setHeader(String name, String value);

  /**
   * Whether the client has credentials of the application's own for this target, which are not on
   * the request: it sends them below this point, or when it is challenged. With a user's token on
   * the request no server would challenge it, and the application would speak as the user.
   *
   * <p>Credentials for another host or port do not count, nor do a proxy's. This may ask the
   * application's code, so it is asked last, and never without a token; whatever that throws, the
   * client is taken to have some.
   */
  default boolean hasCredentials() {
    return false;
  }

  /**
   * A name by which the request calls its target, where {@link #host()} is only the address that
   * the connection tells; null elsewhere. It may keep the token away, and prove nothing.
   */
  default @Nullable String alias() {
    return null;
  }

  /**
   * Whether the client has a connection to write the request to. Then its {@link #peer()} is what
   * is judged, and the name may only narrow; without one the name is all there is. No name is ever
   * looked up: a look-up says where a name points now, and the connection may lead elsewhere.
   */
  default boolean isConnected() {
    return false;
  }

  /**
   * The address at the other end of the connection, a proxy's where there is one. Null when there
   * is no connection yet, and when the connection does not lead to an address that is known (a Unix
   * socket, a connection of the application's own making).
   */
  default @Nullable InetAddress peer() {
    return null;
  }

  /** The proxy in between, not to be resolved; null where there is none. */
  default @Nullable InetSocketAddress proxy() {
    return null;
  }

  /** Whether the proxy is shown the request, headers and all, rather than a tunnel's bytes. */
  default boolean isReadByProxy() {
    return proxy() != null && !scheme().equalsIgnoreCase("https");
  }

  /** Whether this is gRPC, for which only {@code grpc:} rules name services. */
  default boolean isGrpc() {
    return false;
  }

  /** Whether the client goes on to send messages on it: client-streaming and bidirectional gRPC. */
  default boolean isStreamed() {
    return false;
  }

  /** Whether the call stays inside this process (gRPC's in-process transport). */
  default boolean isInProcess() {
    return false;
  }
}
