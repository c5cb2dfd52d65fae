package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Hop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** An OkHttp request on its way to the wire; copied only when a header is set. */
final class OkHttpHop implements Hop {
  private final @Nullable InetAddress peer;
  private final @Nullable InetSocketAddress proxy;
  private final Interceptor.@Nullable Chain chain;
  private Request request;

  /**
   * @param chain what the request came through; it knows the connection that the request is written
   *     to, which need not be the URL's own (HTTP/2 connections are shared); null if unknown
   */
  OkHttpHop(Request request, Interceptor.@Nullable Chain chain) {
    Connection connection = chain == null ? null : chain.connection();
    this.request = request;
    this.chain = chain;
    this.proxy = connection == null ? null : address(connection.route().proxy());
    this.peer = connection == null ? null : peer(connection);
  }

  private static @Nullable InetSocketAddress address(Proxy proxy) {
    return proxy.address() instanceof InetSocketAddress
        ? (InetSocketAddress) proxy.address()
        : null;
  }

  /** A socket that goes through SOCKS reports the target as its peer. */
  private @Nullable InetAddress peer(Connection connection) {
    return proxy != null && connection.route().proxy().type() == Proxy.Type.SOCKS
        ? proxy.getAddress()
        : connection.socket().getInetAddress();
  }

  Request request() {
    return request;
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String scheme() {
    return request.url().scheme();
  }

  @Override
  public String host() {
    return request.url().host();
  }

  @Override
  public int port() {
    return request.url().port();
  }

  @Override
  public String path() {
    String query = request.url().encodedQuery();
    String path = request.url().encodedPath();
    return query == null ? path : path + '?' + query;
  }

  /** The whole URL, userinfo included, if a proxy reads it: that is what OkHttp writes. */
  @Override
  public String requestTarget() {
    return isReadByProxy() ? request.url().toString() : path();
  }

  /** The {@code Host} header also becomes HTTP/2's {@code :authority}. */
  @Override
  public List<String> authorities() {
    return request.headers("Host");
  }

  @Override
  public @Nullable String header(String name) {
    return request.header(name);
  }

  @Override
  public void setHeader(String name, String value) {
    request = request.newBuilder().header(name, value).build();
  }

  @Override
  public boolean hasCredentials() {
    return Authenticators.haveCredentials(this, chain);
  }

  /** At this point there always is a connection, even if we do not know it. */
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
