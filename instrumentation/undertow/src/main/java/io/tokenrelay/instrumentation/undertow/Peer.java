package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.TlsPeer;
import io.undertow.server.RenegotiationRequiredException;
import io.undertow.server.SSLSessionInfo;
import io.undertow.server.ServerConnection;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;

/**
 * Who is at the other end of a request's connection. A connection's information about TLS may be
 * what an {@code SSLHeaderHandler} or AJP has set, and its peer what the PROXY protocol says; so
 * either counts only if it is of a class that asks the socket.
 */
final class Peer {
  private static final String HTTP1 = "io.undertow.server.ConnectionSSLSessionInfo";
  private static final String HTTP2 = "io.undertow.server.protocol.http2.Http2SslSessionInfo";
  private static final String PLAIN_SOCKET = "org.xnio.nio.NioSocketStreamConnection";

  private Peer() {}

  static List<X509Certificate> certificates(ServerConnection connection) {
    SSLSessionInfo session = connection.getSslSessionInfo();
    if (session == null || !asksTheSocket(session.getClass().getName())) {
      return Collections.emptyList();
    }
    try {
      return TlsPeer.certificates(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException | RenegotiationRequiredException none) {
      return Collections.emptyList();
    }
  }

  private static boolean asksTheSocket(String sessionClass) {
    return sessionClass.equals(HTTP1) || sessionClass.equals(HTTP2);
  }

  /** Only of HTTP/1.1 without TLS: elsewhere the socket cannot be seen. */
  static @Nullable String address(ServerConnection connection) {
    if (!(connection instanceof HttpServerConnection)) {
      return null;
    }
    StreamConnection socket = ((HttpServerConnection) connection).getChannel();
    return socket.getClass().getName().equals(PLAIN_SOCKET)
        ? TlsPeer.address(socket.getPeerAddress())
        : null;
  }
}
