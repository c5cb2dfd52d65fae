package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.security.cert.X509Certificate;
import java.util.Enumeration;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Jetty's request as the agent sees it. Used only while it is received, on its own thread. */
final class JettyRequest implements ServerRequest {
  private final Request request;

  JettyRequest(Request request) {
    this.request = request;
  }

  @Override
  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  @Override
  public Enumeration<String> headers(String name) {
    return request.getHeaders(name);
  }

  @Override
  public boolean remove(String name) {
    return Fields.remove(request, name);
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String target() {
    return request.getRequestURI();
  }

  /** Decoded, normalised and without path parameters: what Jetty maps to a context. */
  @Override
  public String path() {
    return request.getPathInfo();
  }

  /**
   * The connection's peer, or the client it forwards for according to a ForwardedRequestCustomizer.
   */
  @Override
  public @Nullable String remoteAddress() {
    return request.getRemoteAddr();
  }

  @Override
  public List<X509Certificate> peerCertificates() {
    return Peer.certificates(request);
  }

  @Override
  public @Nullable String peerAddress() {
    return Peer.address(request);
  }
}
