package io.tokenrelay.instrumentation.reactornetty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.tokenrelay.instrumentation.spi.Getter;
import io.tokenrelay.instrumentation.spi.Hop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A head that is about to be encoded for a connection, which need not lead to the named target: a
 * client may be given any address. Copied when a header is set. Does not refer to its channel.
 */
final class ClientHop implements Hop {
  /** As in {@code NettyPipeline}, since 0.8. */
  private static final String PROXY_HANDLER = "reactor.left.proxyHandler";

  private static final String SSL_HANDLER = "reactor.left.sslHandler";
  private static final Getter PROXY_ADDRESS =
      new Getter("io.netty.handler.proxy.ProxyHandler", "proxyAddress");

  private final HttpRequest head;
  private final InetSocketAddress target;
  private final boolean authenticates;
  private final boolean encrypted;
  private final @Nullable InetAddress peer;
  private final @Nullable InetSocketAddress proxy;
  private @Nullable HttpRequest copy;

  ClientHop(HttpRequest head, Channel channel, InetSocketAddress target, boolean authenticates) {
    Channel connection = connectionOf(channel);
    this.head = head;
    this.target = target;
    this.authenticates = authenticates;
    this.encrypted = connection.pipeline().get(SSL_HANDLER) != null;
    this.peer = addressOf(connection.remoteAddress());
    this.proxy = proxyOf(connection);
  }

  /** An HTTP/2 stream is a channel of its own; its parent is the connection's. */
  private static Channel connectionOf(Channel channel) {
    Channel connection = channel;
    for (Channel parent = channel.parent(); parent != null; parent = parent.parent()) {
      connection = parent;
    }
    return connection;
  }

  private static @Nullable InetAddress addressOf(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress ? ((InetSocketAddress) address).getAddress() : null;
  }

  /** As the application named it; the connection's address if that is unknown. */
  private static @Nullable InetSocketAddress proxyOf(Channel connection) {
    ChannelHandler handler = connection.pipeline().get(PROXY_HANDLER);
    if (handler == null) {
      return null;
    }
    Object named = PROXY_ADDRESS.get(handler);
    Object address = named instanceof InetSocketAddress ? named : connection.remoteAddress();
    return address instanceof InetSocketAddress
        ? (InetSocketAddress) address
        : InetSocketAddress.createUnresolved("unknown.invalid", 0);
  }

  /** Removes and returns the head with our header. */
  @Nullable HttpRequest takeCopy() {
    HttpRequest taken = copy;
    copy = null;
    return taken;
  }

  @Override
  public String method() {
    return head.method().name();
  }

  @Override
  public String scheme() {
    return encrypted ? "https" : "http";
  }

  @Override
  public String host() {
    return target.getHostString();
  }

  @Override
  public int port() {
    return target.getPort();
  }

  @Override
  public String path() {
    return head.uri();
  }

  @Override
  public @Nullable String requestTarget() {
    String uri = head.uri();
    return uri.startsWith("/") ? null : uri;
  }

  /** HTTP/2's {@code :authority} comes from here, too. */
  @Override
  public List<String> authorities() {
    return head.headers().getAll("Host");
  }

  @Override
  public @Nullable String header(String name) {
    return head.headers().get(name);
  }

  @Override
  public void setHeader(String name, String value) {
    HttpRequest changed = copy == null ? copied() : copy;
    changed.headers().set(name, value);
    copy = changed;
  }

  /** The body stays the same object: releasing either request releases both. */
  private HttpRequest copied() {
    if (head instanceof FullHttpRequest) {
      FullHttpRequest full = (FullHttpRequest) head;
      return full.replace(full.content());
    }
    if (head instanceof HttpContent) {
      throw new IllegalStateException(head.getClass().getName());
    }
    DefaultHttpRequest plain =
        new DefaultHttpRequest(
            head.protocolVersion(), head.method(), head.uri(), head.headers().copy());
    plain.setDecoderResult(head.decoderResult());
    return plain;
  }

  @Override
  public boolean hasCredentials() {
    return authenticates;
  }

  @Override
  public boolean isOnEventLoop() {
    return true;
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
