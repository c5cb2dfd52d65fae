package io.tokenrelay.agent.verify.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** The proxy on the way to an issuer: {@code tokenrelay.jwks.proxy}. */
final class Proxies {
  private Proxies() {}

  /**
   * @param proxy as {@link ProxyPlace} reads it; null leaves it to the JVM's own settings
   */
  static HttpURLConnection open(URL url, @Nullable String proxy) throws IOException {
    return (HttpURLConnection)
        (proxy == null ? url.openConnection() : url.openConnection(proxy(proxy)));
  }

  private static Proxy proxy(String text) {
    if (text.equals(ProxyPlace.DIRECT)) {
      return Proxy.NO_PROXY;
    }
    int colon = text.lastIndexOf(':');
    return new Proxy(
        Proxy.Type.HTTP,
        new InetSocketAddress(
            text.substring(0, colon), Integer.parseInt(text.substring(colon + 1))));
  }
}
