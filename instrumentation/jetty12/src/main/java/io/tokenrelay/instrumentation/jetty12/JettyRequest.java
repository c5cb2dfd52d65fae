package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.security.cert.X509Certificate;
import java.util.Enumeration;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Jetty's request as the agent sees it. Used only while it is received, on its own thread. */
final class JettyRequest implements ServerRequest {
  /** Under which {@link HandedRequestAdvice} finds what the handlers are to see. */
  private static final String HEADERS = "io.tokenrelay.headers";

  private final Request request;

  JettyRequest(Request request) {
    this.request = request;
  }

  @Override
  public @Nullable String header(String name) {
    return fields().get(name);
  }

  @Override
  public Enumeration<String> headers(String name) {
    return fields().getValues(name);
  }

  /** The request's own cannot be changed: the handlers get another request. */
  @Override
  public boolean remove(String name) {
    request.setAttribute(HEADERS, HttpFields.build(fields()).remove(name).asImmutable());
    return true;
  }

  private HttpFields fields() {
    Object changed = request.getAttribute(HEADERS);
    return changed instanceof HttpFields ? (HttpFields) changed : request.getHeaders();
  }

  /** What is left after removals, of which the request forgets; null if there were none. */
  static @Nullable HttpFields changed(Request request) {
    Object changed = request.removeAttribute(HEADERS);
    return changed instanceof HttpFields ? (HttpFields) changed : null;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String target() {
    return request.getHttpURI().getPath();
  }

  /** Decoded, normalised and without path parameters: what Jetty maps to a servlet. */
  @Override
  public String path() {
    return request.getHttpURI().getDecodedPath();
  }

  /**
   * The connection's peer, or the client it forwards for according to a ForwardedRequestCustomizer.
   */
  @Override
  public @Nullable String remoteAddress() {
    return Request.getRemoteAddr(request);
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
