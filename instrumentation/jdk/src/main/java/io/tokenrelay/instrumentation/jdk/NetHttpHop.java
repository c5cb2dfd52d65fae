package io.tokenrelay.instrumentation.jdk;

import io.tokenrelay.instrumentation.spi.Hop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One hop of a {@code java.net.http.HttpClient} call, whose head is about to be written to a
 * connection; {@link Http1Hop} and {@link Http2Hop} know the head. Afterwards it is kept until the
 * answer, and knows only the target's name.
 */
abstract class NetHttpHop implements Hop {
  private final URI uri;
  private final String method;
  private final @Nullable InetAddress peer;
  private final @Nullable InetSocketAddress proxy;
  private final boolean hasAuthenticator;

  NetHttpHop(NetHttp http, Object hop, Object connection) throws ReflectiveOperationException {
    this.uri = http.uri(hop);
    this.method = http.method(hop);
    this.peer = http.peer(connection);
    this.proxy = http.proxy(connection);
    this.hasAuthenticator = http.hasAuthenticator(hop);
  }

  /** Drops whatever is not needed for the answer, above all the token. */
  abstract void decided();

  @Override
  public final String method() {
    return method;
  }

  @Override
  public final String scheme() {
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  @Override
  public final String host() {
    String host = uri.getHost();
    return host == null ? "" : host;
  }

  @Override
  public final int port() {
    return uri.getPort();
  }

  /**
   * A client's {@code Authenticator} counts as credentials for every target. We do not ask it: it
   * may make a call itself, and this may be the client's only thread. This client does not use the
   * JVM-wide one.
   */
  @Override
  public final boolean hasCredentials() {
    return hasAuthenticator;
  }

  @Override
  public final boolean isConnected() {
    return true;
  }

  @Override
  public final @Nullable InetAddress peer() {
    return peer;
  }

  @Override
  public final @Nullable InetSocketAddress proxy() {
    return proxy;
  }
}
