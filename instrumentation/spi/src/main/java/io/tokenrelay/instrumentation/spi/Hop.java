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
   * never the proxy's.
   */
  String host();

  /** The target's port, or -1 for the scheme's default. */
  int port();

  /** Path and query; for gRPC {@code /pkg.Service/Method}. */
  String path();

  /**
   * The target in the request line, where it may be more than {@link #path()}: an absolute URI (RFC
   * 9112 §3.2.2), which a proxy follows whatever the client takes for the target. Null if the
   * client never writes a host other than the target's there.
   */
  default @Nullable String requestTarget() {
    return null;
  }

  /**
   * The hosts that the message names: each {@code Host} header, and HTTP/2's {@code :authority}.
   * Those for which {@link Authority#isTarget} is true may be left out.
   *
   * <p>Each of them must be allowed to have the token: whoever receives the message may pass it on
   * there.
   */
  default List<String> authorities() {
    return Collections.emptyList();
  }

  /**
   * The value of a header that is already on the request, or null. Names are compared ignoring
   * case.
   */
  @Nullable String header(String name);

  /** Puts one header on the request, in place of any of the same name. */
  void setHeader(String name, String value);

  /**
   * Whether the client has credentials of the application's own for this target that are not on the
   * request yet: it adds them later, or sends them when challenged. With a user's token on the
   * request, no server would challenge the client, and the application would act as the user.
   *
   * <p>Credentials for another host or port do not count, nor do a proxy's. This may call the
   * application's code, so it is called last, and only if there is a token; if it throws, the
   * client is assumed to have some.
   */
  default boolean hasCredentials() {
    return false;
  }

  /**
   * The name that the request gives its target, if {@link #host()} is only the connection's
   * address; else null. It can keep the token away, but proves nothing.
   */
  default @Nullable String alias() {
    return null;
  }

  /**
   * Whether the client already has a connection for the request. Then its {@link #peer()} is what
   * is judged, and the name can only narrow the decision; without one the name is all there is. No
   * name is ever looked up: a look-up shows where a name points now, and the connection may lead
   * elsewhere.
   */
  default boolean isConnected() {
    return false;
  }

  /**
   * The address at the other end of the connection; the proxy's if there is one. Null if there is
   * no connection yet, or it does not lead to a known address (a Unix socket, the application's own
   * kind of connection).
   */
  default @Nullable InetAddress peer() {
    return null;
  }

  /** The proxy in between, never to be resolved; null if there is none. */
  default @Nullable InetSocketAddress proxy() {
    return null;
  }

  /** Whether the proxy sees the request, headers and all, rather than a tunnel's bytes. */
  default boolean isReadByProxy() {
    return proxy() != null && !scheme().equalsIgnoreCase("https");
  }

  /** Whether this is gRPC; only {@code grpc:} rules name its services. */
  default boolean isGrpc() {
    return false;
  }

  /** Whether the client may keep sending messages: client-streaming and bidirectional gRPC. */
  default boolean isStreamed() {
    return false;
  }

  /** Whether the call stays inside this process (gRPC's in-process transport). */
  default boolean isInProcess() {
    return false;
  }

  /**
   * Whether it is written by an event loop: a thread that writes the calls of many users, and must
   * neither wait nor compute for long.
   */
  default boolean isOnEventLoop() {
    return false;
  }
}
