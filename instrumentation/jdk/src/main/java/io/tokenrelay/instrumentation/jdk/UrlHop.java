package io.tokenrelay.instrumentation.jdk;

import io.tokenrelay.instrumentation.spi.Hop;
import io.tokenrelay.instrumentation.spi.JavaNetCredentials;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request of an {@code HttpURLConnection} whose head is about to be written; the head is copied
 * when a header is set. Afterwards it knows only the target's name, and refers neither to the
 * original head nor to the client, so that it can be kept as the value for either.
 */
final class UrlHop implements Hop {
  private final SunHttp http;
  private final URL url;
  private final String host;
  private final int port;
  private final String method;
  private final String target;
  private final @Nullable InetAddress peer;
  private final @Nullable InetSocketAddress proxy;
  private final boolean hasOwnAuthenticator;
  private Object head;

  UrlHop(SunHttp http, Object head, Object client) throws ReflectiveOperationException {
    this.http = http;
    this.head = head;
    this.url = http.url(client);
    this.host = http.host(client);
    this.port = http.port(client);
    String requestLine = http.requestLine(head);
    int space = requestLine.indexOf(' ');
    this.method = requestLine.substring(0, space);
    this.target = requestLine.substring(space + 1, requestLine.lastIndexOf(' '));
    Proxy proxy = http.proxy(client);
    this.proxy =
        proxy.address() instanceof InetSocketAddress ? (InetSocketAddress) proxy.address() : null;
    // A socket that goes through SOCKS reports the target as its peer.
    this.peer =
        this.proxy != null && proxy.type() == Proxy.Type.SOCKS
            ? this.proxy.getAddress()
            : http.peer(client);
    this.hasOwnAuthenticator = http.hasOwnAuthenticator(client);
  }

  /** The head with the header that was set. */
  Object head() {
    return head;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String scheme() {
    return url.getProtocol().toLowerCase(Locale.ROOT);
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String path() {
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    if (scheme < 0) {
      return target;
    }
    int start = scheme + 3;
    while (start < target.length() && "/?".indexOf(target.charAt(start)) < 0) {
      start++;
    }
    return target.substring(start);
  }

  @Override
  public String requestTarget() {
    return target;
  }

  @Override
  public List<String> authorities() {
    return http.values(head, "Host");
  }

  @Override
  public @Nullable String header(String name) {
    List<String> values = http.values(head, name);
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  public void setHeader(String name, String value) {
    head = http.copyWith(head, name, value);
  }

  /**
   * A connection's own {@code Authenticator} (since Java 9) is assumed to have some: we cannot
   * reach it from here.
   */
  @Override
  public boolean hasCredentials() {
    return hasOwnAuthenticator || JavaNetCredentials.has(this);
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public @Nullable InetAddress peer() {
    return peer;
  }

  @Override
  public @Nullable InetSocketAddress proxy() {
    return proxy;
  }
}
