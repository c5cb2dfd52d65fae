package io.tokenrelay.instrumentation.reactornetty;

import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.ProxyProvider;

/** Clients that are set up by what is spelt differently from version to version. */
final class Tuned {
  private Tuned() {}

  /** Since 1.0 a client has the settings that its TCP client had before. */
  static boolean hasTcpClient() {
    return !hasMethod("resolver", AddressResolverGroup.class);
  }

  private static boolean hasMethod(String name, Class<?>... parameters) {
    try {
      HttpClient.class.getMethod(name, parameters);
      return true;
    } catch (NoSuchMethodException before) {
      return false;
    }
  }

  private static Object call(Object on, String name, Class<?> parameter, Object argument)
      throws ReflectiveOperationException {
    return HttpClient.class.getMethod(name, parameter).invoke(on, argument);
  }

  /** One with a pool of its own that has so many connections to each address. */
  static HttpClient withConnections(int count) throws ReflectiveOperationException {
    Object pool;
    try {
      Object builder =
          ConnectionProvider.class.getMethod("builder", String.class).invoke(null, "p");
      builder = with(builder, "maxConnections", count);
      builder = with(builder, "pendingAcquireMaxCount", -1);
      pool = builder.getClass().getMethod("build").invoke(builder);
    } catch (NoSuchMethodException before) {
      pool =
          ConnectionProvider.class
              .getMethod("fixed", String.class, int.class)
              .invoke(null, "p", count);
    }
    return HttpClient.create((ConnectionProvider) pool);
  }

  private static Object with(Object builder, String setting, int value)
      throws ReflectiveOperationException {
    return builder.getClass().getMethod(setting, int.class).invoke(builder, value);
  }

  static HttpClient resolving(HttpClient client, Function<String, InetAddress> resolver)
      throws ReflectiveOperationException {
    AddressResolverGroup<InetSocketAddress> group = new Resolving(resolver);
    return hasTcpClient()
        ? client.tcpConfiguration(tcp -> tcp.resolver(group))
        : (HttpClient) call(client, "resolver", AddressResolverGroup.class, group);
  }

  static HttpClient throughProxy(HttpClient client, String host, int port)
      throws ReflectiveOperationException {
    return hasTcpClient()
        ? client.tcpConfiguration(
            tcp -> tcp.proxy(spec -> spec.type(ProxyProvider.Proxy.HTTP).host(host).port(port)))
        : through("http.proxy", client, host, port);
  }

  static HttpClient throughSocks(HttpClient client, String host, int port)
      throws ReflectiveOperationException {
    return hasTcpClient()
        ? client.tcpConfiguration(
            tcp -> tcp.proxy(spec -> spec.type(ProxyProvider.Proxy.SOCKS5).host(host).port(port)))
        : through("socksProxy", client, host, port);
  }

  private static HttpClient through(String kind, HttpClient client, String host, int port)
      throws ReflectiveOperationException {
    Properties before = System.getProperties();
    Properties changed = new Properties();
    changed.putAll(before);
    changed.setProperty(kind + "Host", host);
    changed.setProperty(kind + "Port", Integer.toString(port));
    System.setProperties(changed);
    try {
      return (HttpClient) HttpClient.class.getMethod("proxyWithSystemProperties").invoke(client);
    } finally {
      System.setProperties(before);
    }
  }

  /** One that goes to an address, whatever its URL; since 1.0. */
  static HttpClient to(HttpClient client, Supplier<SocketAddress> address)
      throws ReflectiveOperationException {
    return (HttpClient) call(client, "remoteAddress", Supplier.class, address);
  }

  /** Null before 1.3. */
  static @Nullable HttpClient authenticating(
      HttpClient client,
      BiPredicate<HttpClientRequest, HttpClientResponse> challenged,
      BiConsumer<HttpClientRequest, Object> authenticator)
      throws ReflectiveOperationException {
    return hasMethod("httpAuthentication", BiPredicate.class, BiConsumer.class)
        ? (HttpClient)
            HttpClient.class
                .getMethod("httpAuthentication", BiPredicate.class, BiConsumer.class)
                .invoke(client, challenged, authenticator)
        : null;
  }

  /** One whose redirects are given the headers of the request before; null in old versions. */
  static @Nullable HttpClient copyingHeaders(HttpClient client)
      throws ReflectiveOperationException {
    if (!hasMethod("followRedirect", BiPredicate.class, BiConsumer.class)) {
      return null;
    }
    BiPredicate<HttpClientRequest, HttpClientResponse> moved =
        (request, response) -> response.status().code() == 302;
    BiConsumer<io.netty.handler.codec.http.HttpHeaders, HttpClientRequest> copying =
        (before, request) -> request.headers(before);
    return (HttpClient)
        HttpClient.class
            .getMethod("followRedirect", BiPredicate.class, BiConsumer.class)
            .invoke(client, moved, copying);
  }

  /** A server that lets a connection have so many streams at a time. */
  static HttpServer allowingStreams(HttpServer server, long count)
      throws ReflectiveOperationException {
    Class<?> settings = Class.forName("reactor.netty.http.Http2SettingsSpec$Builder");
    Method maximum = settings.getMethod("maxConcurrentStreams", long.class);
    Consumer<Object> allowing =
        builder -> {
          try {
            maximum.invoke(builder, count);
          } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
          }
        };
    return (HttpServer)
        HttpServer.class.getMethod("http2Settings", Consumer.class).invoke(server, allowing);
  }

  private static final class Resolving extends AddressResolverGroup<InetSocketAddress> {
    private final Function<String, InetAddress> resolver;

    Resolving(Function<String, InetAddress> resolver) {
      this.resolver = resolver;
    }

    @Override
    protected InetSocketAddressResolver newResolver(EventExecutor executor) {
      return new InetSocketAddressResolver(
          executor,
          new InetNameResolver(executor) {
            @Override
            protected void doResolve(String name, Promise<InetAddress> promise) {
              promise.setSuccess(resolver.apply(name));
            }

            @Override
            protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
              promise.setSuccess(Collections.singletonList(resolver.apply(name)));
            }
          });
    }
  }
}
