package io.tokenrelay.instrumentation.reactornetty;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.tokenrelay.instrumentation.testing.Downstream;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A service that speaks HTTP/2 at an address of the estate and at one of a stranger's, and answers
 * with the user whose token came, or {@code nobody}. It notes by which connection.
 */
final class Http2Service implements Closeable {
  /** A request as it came. */
  static final class Received {
    final String path;

    /** The connection's, where it was a stream of one; null by HTTP/1.1. */
    final @Nullable String connection;

    final @Nullable String authorization;
    final @Nullable String user;

    Received(HttpServerRequest request, Channel channel) {
      path = request.uri();
      connection =
          channel instanceof Http2StreamChannel ? channel.parent().id().asLongText() : null;
      List<String> values = request.requestHeaders().getAll("Authorization");
      authorization = values.isEmpty() ? null : String.join(", ", values);
      user = authorization == null ? null : TestIssuer.userOf(authorization);
    }
  }

  private final String scheme;
  private final List<DisposableServer> servers = new ArrayList<>();
  private final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private volatile CompletableFuture<Void> held = new CompletableFuture<>();

  /**
   * @param configured what there is to say about its protocols
   */
  Http2Service(String scheme, HttpServer configured) {
    this.scheme = scheme;
    servers.add(listen(configured, Downstream.FRIEND.getHostAddress(), 0));
    servers.add(listen(configured, Downstream.STRANGER.getHostAddress(), port()));
  }

  private DisposableServer listen(HttpServer configured, String host, int port) {
    return configured.host(host).port(port).handle(this::handle).bindNow();
  }

  int port() {
    return ((InetSocketAddress) servers.get(0).channel().localAddress()).getPort();
  }

  String inEstate(String path) {
    return named("127.0.0.1", path);
  }

  /** See {@link Downstream#asStranger}. */
  String asStranger(String path) {
    return named("localhost", path);
  }

  String named(String host, String path) {
    return scheme + "://" + host + ":" + port() + path;
  }

  List<Received> received() {
    return new ArrayList<>(received);
  }

  List<@Nullable String> users() {
    List<@Nullable String> users = new ArrayList<>();
    received.forEach(request -> users.add(request.user));
    return users;
  }

  /** The connections whose streams the requests were; null among them if one was no stream. */
  Set<@Nullable String> connections() {
    Set<@Nullable String> connections = new LinkedHashSet<>();
    received.forEach(request -> connections.add(request.connection));
    return connections;
  }

  void release() {
    held.complete(null);
  }

  void reset() {
    release();
    held = new CompletableFuture<>();
    received.clear();
    failed.clear();
  }

  @Override
  public void close() {
    release();
    servers.forEach(DisposableServer::disposeNow);
  }

  private Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    Channel[] channel = new Channel[1];
    request.withConnection(connection -> channel[0] = connection.channel());
    Received came = new Received(request, channel[0]);
    received.add(came);
    return request.receive().then(Mono.defer(() -> answer(came, channel[0], response)));
  }

  private Mono<Void> answer(Received came, Channel channel, HttpServerResponse response) {
    String path = came.path;
    if (path.startsWith("/redirect?to=")) {
      return response.sendRedirect(path.substring("/redirect?to=".length()));
    }
    if (path.startsWith("/drop-once") && failed.add(path) && failed.size() == 1) {
      channel.parent().close();
      return Mono.never();
    }
    if (path.startsWith("/refuse-once") && failed.add(path) && failed.size() == 1) {
      channel.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM));
      return Mono.never();
    }
    if (path.startsWith("/status/")) {
      response.status(Integer.parseInt(path.substring("/status/".length())));
    }
    Mono<String> user = Mono.just(came.user == null ? "nobody" : came.user);
    if (!path.startsWith("/hold")) {
      return response.sendString(user).then();
    }
    CompletableFuture<Void> own = held.thenRun(() -> {}); // who gives up cancels it
    return response.sendString(Mono.fromFuture(own).then(user)).then();
  }
}
