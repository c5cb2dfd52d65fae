package io.tokenrelay.instrumentation.grpc;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that a channel asks for a tunnel, and that can read plaintext sent through it. gRPC
 * asks its {@code ProxyDetector} for each address when it connects; the default one asks the JVM's
 * {@code ProxySelector}, which looks nothing up.
 */
final class DialledProxy {
  /**
   * An application's own detector may choose any proxy; {@code .invalid} is never inside the
   * estate.
   */
  static final InetSocketAddress UNKNOWN =
      InetSocketAddress.createUnresolved("proxy-of-the-application.invalid", 1);

  private static final String OWN = "io.grpc.internal.ProxyDetectorImpl";
  private static final String NONE = "io.grpc.internal.GrpcUtil$";

  private DialledProxy() {}

  /**
   * @param detector the channel's, or null if it cannot be read
   * @return the proxy, unresolved; null if there is none
   */
  static @Nullable InetSocketAddress of(@Nullable Object detector, DialledTarget target) {
    String kind = detector == null ? OWN : detector.getClass().getName();
    if (kind.startsWith(NONE)) {
      return null;
    }
    return kind.equals(OWN) ? ofTheJvm(target) : UNKNOWN;
  }

  private static @Nullable InetSocketAddress ofTheJvm(DialledTarget target) {
    if (System.getenv("GRPC_PROXY_EXP") != null) {
      return UNKNOWN;
    }
    ProxySelector selector = ProxySelector.getDefault();
    if (selector == null) {
      return null;
    }
    try {
      URI uri = new URI("https", null, target.host(), target.port(), null, null, null);
      List<Proxy> proxies = selector.select(uri);
      Proxy first = proxies == null || proxies.isEmpty() ? Proxy.NO_PROXY : proxies.get(0);
      return first.type() == Proxy.Type.DIRECT || !(first.address() instanceof InetSocketAddress)
          ? null
          : unresolved((InetSocketAddress) first.address());
    } catch (URISyntaxException | IllegalArgumentException noHost) {
      return null; // as in gRPC
    }
  }

  private static InetSocketAddress unresolved(InetSocketAddress address) {
    return InetSocketAddress.createUnresolved(address.getHostString(), address.getPort());
  }
}
