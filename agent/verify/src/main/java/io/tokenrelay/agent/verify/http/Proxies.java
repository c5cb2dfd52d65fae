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
   * @param proxy {@code host:port}, {@code http://host:port} or {@code direct}; null leaves it to
   *     the JVM's own settings
   */
  static HttpURLConnection open(URL url, @Nullable String proxy) throws IOException {
    return (HttpURLConnection)
        (proxy == null ? url.openConnection() : url.openConnection(proxy(proxy)));
  }

  private static Proxy proxy(String text) throws IOException {
    if (text.equalsIgnoreCase("direct")) {
      return Proxy.NO_PROXY;
    }
    String place = text.startsWith("http://") ? text.substring("http://".length()) : text;
    int colon = place.lastIndexOf(':');
    try {
      int port = Integer.parseInt(place.substring(colon + 1));
      String host = place.substring(0, Math.max(0, colon));
      return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(host, port));
    } catch (IllegalArgumentException e) {
      throw new IOException(HttpProperties.PROXY + "  is not host:port");
    }
  }
}
