package io.tokenrelay.instrumentation.jdk;

import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a hop needs from {@code jdk.internal.net.http}, which no module may call: the members are
 * the same from Java 11 to 25. A call ({@code MultiExchange}) has hops ({@code Exchange}), each
 * made over HTTP/1.1 or 2 ({@code ExchangeImpl}) on a connection.
 *
 * <p>Found from the first object that passes, when all these classes are loaded anyway.
 */
final class NetHttp {
  private static final String INTERNAL = "jdk.internal.net.http.";

  /** The packages that must be open to this class before one is made. */
  static final String[] PACKAGES = {"jdk.internal.net.http", "jdk.internal.net.http.frame"};

  private final Field hop;
  private final Method connection;
  private final Field call;
  private final Field client;
  private final Field request;
  private final Method uri;
  private final Method method;
  private final Method proxy;
  private final Method channel;
  private final Method authenticator;
  private final Method pseudoHeaders;
  private final Method userHeaders;
  private final Method systemHeaders;
  private final Method map;
  private final Method headersOf;

  private NetHttp(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> made = type(loader, "ExchangeImpl");
    this.hop = opened(made.getDeclaredField("exchange"));
    this.connection = opened(made.getDeclaredMethod("connection"));
    Class<?> exchange = type(loader, "Exchange");
    this.call = opened(exchange.getDeclaredField("multi"));
    this.client = opened(exchange.getDeclaredField("client"));
    this.request = opened(exchange.getDeclaredField("request"));
    Class<?> requests = type(loader, "HttpRequestImpl");
    this.uri = opened(requests.getMethod("uri"));
    this.method = opened(requests.getMethod("method"));
    Class<?> connections = type(loader, "HttpConnection");
    this.proxy = opened(connections.getDeclaredMethod("proxy"));
    this.channel = opened(connections.getDeclaredMethod("channel"));
    this.authenticator = opened(type(loader, "HttpClientImpl").getMethod("authenticator"));
    this.pseudoHeaders =
        opened(type(loader, "Stream").getDeclaredMethod("getRequestPseudoHeaders"));
    Class<?> frame = type(loader, "frame.OutgoingHeaders");
    this.userHeaders = opened(frame.getMethod("getUserHeaders"));
    this.systemHeaders = opened(frame.getMethod("getSystemHeaders"));
    Class<?> headers = userHeaders.getReturnType();
    this.map = headers.getMethod("map");
    this.headersOf = headers.getMethod("of", Map.class, BiPredicate.class);
  }

  /** From the {@code ExchangeImpl} of a hop. */
  static NetHttp of(Object made) throws ReflectiveOperationException {
    return new NetHttp(made.getClass().getClassLoader());
  }

  private static Class<?> type(ClassLoader loader, String name) throws ClassNotFoundException {
    return Class.forName(INTERNAL + name, false, loader);
  }

  private static <T extends AccessibleObject> T opened(T member) {
    member.setAccessible(true);
    return member;
  }

  Object hop(Object made) throws IllegalAccessException {
    return hop.get(made);
  }

  Object call(Object hop) throws IllegalAccessException {
    return call.get(hop);
  }

  URI uri(Object hop) throws ReflectiveOperationException {
    return (URI) uri.invoke(request.get(hop));
  }

  String method(Object hop) throws ReflectiveOperationException {
    return (String) method.invoke(request.get(hop));
  }

  Object connection(Object made) throws ReflectiveOperationException {
    return connection.invoke(made);
  }

  /** The address at the other end; null if the connection has been closed. */
  @Nullable InetAddress peer(Object connection) throws ReflectiveOperationException {
    try {
      SocketAddress peer = ((SocketChannel) channel.invoke(connection)).getRemoteAddress();
      return peer instanceof InetSocketAddress ? ((InetSocketAddress) peer).getAddress() : null;
    } catch (IOException closed) {
      return null;
    }
  }

  /** The proxy that gets the request, or is asked for a tunnel to its target; null if none. */
  @Nullable InetSocketAddress proxy(Object connection) throws ReflectiveOperationException {
    return (InetSocketAddress) proxy.invoke(connection);
  }

  /** Whether the client has been given an {@code Authenticator}. */
  boolean hasAuthenticator(Object hop) throws ReflectiveOperationException {
    return ((Optional<?>) authenticator.invoke(client.get(hop))).isPresent();
  }

  /** By name: the pseudo-headers, the application's headers, and the JDK's own. */
  List<Map<String, List<String>>> headers(Object frame, Object stream)
      throws ReflectiveOperationException {
    return Arrays.asList(
        map(pseudoHeaders.invoke(stream)),
        map(userHeaders.invoke(frame)),
        map(systemHeaders.invoke(frame)));
  }

  /** The headers of one {@code HttpHeaders}. */
  @SuppressWarnings("unchecked")
  Map<String, List<String>> map(Object headers) throws ReflectiveOperationException {
    return (Map<String, List<String>>) map.invoke(headers);
  }

  /** An {@code HttpHeaders} of the headers that pass the filter. */
  Object headersOf(Map<String, List<String>> headers, BiPredicate<String, String> passes)
      throws ReflectiveOperationException {
    return headersOf.invoke(null, headers, passes);
  }
}
