package io.tokenrelay.instrumentation.grpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.tokenrelay.instrumentation.spi.Hop;
import io.tokenrelay.instrumentation.spi.Relay;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as its client is about to start it.
 *
 * <p>The application's {@code Metadata} is never written to: it may be one object for all users'
 * calls. {@code CallCredentials} add their header below this point, beside any existing one, so a
 * call that has some counts as one whose {@code Authorization} the application set itself.
 */
final class CallHop implements Hop {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final DialledChannel channel;
  private final MethodDescriptor<?, ?> method;
  private final boolean ownCredentials;
  private final @Nullable String authority;
  private final Metadata applications;
  private @Nullable Metadata written;
  private boolean relayed;

  /**
   * @param authority the application's name for the server; null if it leaves that to gRPC
   */
  CallHop(
      DialledChannel channel,
      MethodDescriptor<?, ?> method,
      boolean ownCredentials,
      @Nullable String authority,
      Metadata applications) {
    this.channel = channel;
    this.method = method;
    this.ownCredentials = ownCredentials;
    this.authority = authority;
    this.applications = applications;
  }

  /** The metadata to start the call with. */
  Metadata headers() {
    return written == null ? applications : written;
  }

  void relayed(boolean relayed) {
    this.relayed = relayed;
  }

  /** Reports the answer as an HTTP status, by which refusals are counted. */
  void answered(Status status) {
    if (relayed) {
      switch (status.getCode()) {
        case UNAUTHENTICATED:
          Relay.outbound().answered(this, UNAUTHORIZED);
          break;
        case PERMISSION_DENIED:
          Relay.outbound().answered(this, FORBIDDEN);
          break;
        default:
          Relay.outbound().answered(this, OK);
      }
    }
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String scheme() {
    return channel.isEncrypted() ? "https" : "http";
  }

  @Override
  public String host() {
    return channel.target().host();
  }

  @Override
  public int port() {
    return channel.target().port();
  }

  @Override
  public String path() {
    return "/".concat(method.getFullMethodName());
  }

  @Override
  public List<String> authorities() {
    return authority == null || channel.isInProcess()
        ? Collections.emptyList()
        : Collections.singletonList(authority);
  }

  @Override
  public @Nullable String header(String name) {
    return Headers.first(applications, name);
  }

  @Override
  public boolean hasCredentials() {
    return ownCredentials;
  }

  @Override
  public void setHeader(String name, String value) {
    if (written == null) {
      written = Headers.copy(applications);
    }
    Headers.set(written, name, value);
  }

  @Override
  public @Nullable InetSocketAddress proxy() {
    return channel.proxy();
  }

  @Override
  public boolean isGrpc() {
    return true;
  }

  /** A call of unknown type is treated as a stream, as gRPC does. */
  @Override
  public boolean isStreamed() {
    return !method.getType().clientSendsOneMessage();
  }

  @Override
  public boolean isInProcess() {
    return channel.isInProcess();
  }
}
