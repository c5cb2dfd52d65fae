package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Undertow's request as the agent sees it. Used only while it is received, on its own thread. */
final class UndertowRequest implements ServerRequest {
  private final HttpServerExchange request;

  UndertowRequest(HttpServerExchange request) {
    this.request = request;
  }

  @Override
  public @Nullable String header(String name) {
    return request.getRequestHeaders().getFirst(name);
  }

  @Override
  public @Nullable Enumeration<String> headers(String name) {
    HeaderValues values = request.getRequestHeaders().get(name);
    return values == null ? null : Collections.enumeration(values);
  }

  @Override
  public boolean remove(String name) {
    request.getRequestHeaders().remove(name);
    return !request.getRequestHeaders().contains(name);
  }

  @Override
  public String method() {
    return request.getRequestMethod().toString();
  }

  @Override
  public String target() {
    return request.getRequestURI();
  }

  /** Decoded: what Undertow maps to a deployment and a servlet. */
  @Override
  public String path() {
    return request.getRequestPath();
  }

  /**
   * The connection's peer, or the client it forwards for according to a ProxyPeerAddressHandler.
   */
  @Override
  public @Nullable String remoteAddress() {
    InetAddress address = request.getSourceAddress().getAddress();
    return address == null ? null : address.getHostAddress();
  }

  @Override
  public List<X509Certificate> peerCertificates() {
    return Peer.certificates(request.getConnection());
  }

  @Override
  public @Nullable String peerAddress() {
    return Peer.address(request.getConnection());
  }
}
