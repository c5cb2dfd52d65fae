package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.security.cert.X509Certificate;
import java.util.Enumeration;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/** Tomcat's request as the agent sees it. Used only while it is received, on its own thread. */
final class TomcatRequest implements ServerRequest {
  private final Request request;

  TomcatRequest(Request request) {
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
    request.getCoyoteRequest().getMimeHeaders().removeHeader(name);
    return request.getHeader(name) == null;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String target() {
    return request.getRequestURI();
  }

  /** Decoded, normalised and without path parameters: what Tomcat maps to a servlet. */
  @Override
  public String path() {
    String path = request.getDecodedRequestURI();
    return path == null ? "" : path;
  }

  /** The connection's peer, or the client it forwards for according to a RemoteIpValve. */
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
