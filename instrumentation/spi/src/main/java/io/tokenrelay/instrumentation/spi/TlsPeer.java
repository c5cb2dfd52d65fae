package io.tokenrelay.instrumentation.spi;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a connection, for the adapters of {@link ServerRequest}: nothing but what the
 * connection itself knows.
 */
public final class TlsPeer {
  private TlsPeer() {}

  /** What the client has proved in the handshake of this session; empty if nothing. */
  public static List<X509Certificate> certificates(@Nullable SSLSession session) {
    if (session == null) {
      return Collections.emptyList();
    }
    try {
      return certificates(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException | RuntimeException none) {
      return Collections.emptyList();
    }
  }

  /** The chain, if it is one of X.509 certificates from its first to its last. */
  public static List<X509Certificate> certificates(Object @Nullable [] chain) {
    if (chain == null) {
      return Collections.emptyList();
    }
    List<X509Certificate> certificates = new ArrayList<>(chain.length);
    for (Object certificate : chain) {
      if (!(certificate instanceof X509Certificate)) {
        return Collections.emptyList();
      }
      certificates.add((X509Certificate) certificate);
    }
    return Collections.unmodifiableList(certificates);
  }

  /** The address as {@link ServerRequest#peerAddress()} gives it; null if it is not an IP one. */
  public static @Nullable String address(@Nullable Object socketAddress) {
    if (!(socketAddress instanceof InetSocketAddress)) {
      return null; // a Unix socket, or in-process
    }
    InetAddress address = ((InetSocketAddress) socketAddress).getAddress();
    return address == null ? null : address.getHostAddress();
  }
}
