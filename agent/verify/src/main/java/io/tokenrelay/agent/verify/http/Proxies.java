package io.tokenrelay.agent.verify.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxy on the way to an issuer: {@code tokenrelay.jwks.proxy}, or what the JVM's own
 * properties name; never what the application has set for its whole JVM.
 */
public final class Proxies {
  private static volatile @Nullable Function<URI, @Nullable Proxy> jvms;

  private Proxies() {}

  /**
   * Called by the agent when it starts; on the command line there is no application.
   *
   * @param proxies that the JVM's properties name; null if that cannot be known
   */
  public static void use(Function<URI, @Nullable Proxy> proxies) {
    jvms = proxies;
  }

  /**
   * @param proxy as {@link ProxyPlace} reads it; null leaves it to the JVM's own settings
   */
  static HttpURLConnection open(URL url, @Nullable String proxy) throws IOException {
    Proxy chosen = proxy == null ? jvmsOwn(url) : proxy(proxy);
    return (HttpURLConnection) (chosen == null ? url.openConnection() : url.openConnection(chosen));
  }

  private static @Nullable Proxy jvmsOwn(URL url) throws IOException {
    Function<URI, @Nullable Proxy> known = jvms;
    try {
      return known == null ? null : known.apply(url.toURI());
    } catch (URISyntaxException e) {
      throw new IOException("no URI: " + e.getReason());
    }
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
