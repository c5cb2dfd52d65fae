package io.tokenrelay.instrumentation.grpc;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import io.tokenrelay.instrumentation.spi.TlsPeer;
import java.security.cert.X509Certificate;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call as its server received it. */
final class ReceivedCall implements ServerRequest {
  private final ServerCall<?, ?> call;
  private Metadata headers;

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

  /** From a copy: in one process, the caller may still hold what was received. */
  @Override
  public boolean remove(String name) {
    Metadata without = Headers.copy(headers);
    Headers.remove(without, name);
    headers = without;
    return true;
  }

  /** What the application is to see. */
  Metadata headers() {
    return headers;
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
    return peerAddress();
  }

  /** Set by the transport, shaded or not, when it has done the handshake. */
  @Override
  public List<X509Certificate> peerCertificates() {
    return TlsPeer.certificates(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
  }

  @Override
  public @Nullable String peerAddress() {
    return TlsPeer.address(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
  }
}
