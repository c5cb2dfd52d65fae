package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.spi.TlsPeer;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a request's connection. Its end points lie upon each other, TLS and
 * the PROXY protocol, down to the socket. The request itself says what a customizer has made of
 * headers.
 */
final class Peer {
  private Peer() {}

  static List<X509Certificate> certificates(Request request) {
    Object transport = endPoint(request);
    while (transport instanceof EndPoint) {
      if (transport instanceof SslConnection.SslEndPoint) {
        return TlsPeer.certificates(
            ((SslConnection.SslEndPoint) transport).getSslConnection().getSSLEngine().getSession());
      }
      transport = ((EndPoint) transport).getTransport();
    }
    return Collections.emptyList();
  }

  static @Nullable String address(Request request) {
    Object transport = endPoint(request);
    while (transport instanceof EndPoint) {
      transport = ((EndPoint) transport).getTransport();
    }
    try {
      return transport instanceof SocketChannel
          ? TlsPeer.address(((SocketChannel) transport).getRemoteAddress())
          : null;
    } catch (IOException closed) {
      return null;
    }
  }

  private static EndPoint endPoint(Request request) {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }
}
