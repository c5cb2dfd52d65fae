package io.tokenrelay.instrumentation.httpclient5;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.apache.hc.core5.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** The address at the other end of a connection. */
final class Peer {
  private Peer() {}

  /** Null if the connection has none: a Unix socket, or a closed connection. */
  static @Nullable InetAddress of(HttpConnection connection) {
    SocketAddress remote = connection.getRemoteAddress();
    return remote instanceof InetSocketAddress ? ((InetSocketAddress) remote).getAddress() : null;
  }
}
