package io.tokenrelay.instrumentation.grpc;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** A call as its server received it. */
final class ReceivedCall implements ServerRequest {
  private final ServerCall<?, ?> call;
  private final Metadata headers;

  ReceivedCall(ServerCall<?, ?> call, Metadata headers) {
    this.call = call;
    this.headers = headers;
  }

  @Override
  public @Nullable String header(String name) {
    return Headers.first(headers, name);
  }

  @Override
  public @Nullable Enumeration<String> headers(String name) {
    return Headers.all(headers, name);
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public boolean isGrpc() {
    return true;
  }

  @Override
  public String target() {
    return path();
  }

  @Override
  public String path() {
    return "/".concat(call.getMethodDescriptor().getFullMethodName());
  }

  @Override
  public @Nullable String remoteAddress() {
    SocketAddress peer = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    if (!(peer instanceof InetSocketAddress)) {
      return null; // in-process, or a Unix socket
    }
    InetAddress address = ((InetSocketAddress) peer).getAddress();
    return address == null ? null : address.getHostAddress();
  }
}
