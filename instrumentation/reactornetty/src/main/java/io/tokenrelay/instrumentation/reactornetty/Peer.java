package io.tokenrelay.instrumentation.reactornetty;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.tokenrelay.instrumentation.spi.TlsPeer;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/** Who is at the other end of a request's channel; a stream of HTTP/2 has one above its own. */
final class Peer {
  private Peer() {}

  static List<X509Certificate> certificates(Connection connection) {
    for (Channel channel = connection.channel(); channel != null; channel = channel.parent()) {
      SslHandler tls = channel.pipeline().get(SslHandler.class);
      if (tls != null) {
        return TlsPeer.certificates(tls.engine().getSession());
      }
    }
    return Collections.emptyList();
  }

  /** The channel's own, whatever the PROXY protocol says to the request. */
  static @Nullable String address(Connection connection) {
    return TlsPeer.address(connection.channel().remoteAddress());
  }
}
