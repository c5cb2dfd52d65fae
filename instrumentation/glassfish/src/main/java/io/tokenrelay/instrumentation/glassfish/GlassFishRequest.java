package io.tokenrelay.instrumentation.glassfish;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.Enumeration;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/** GlassFish's request as the agent sees it. Used only while it is received, on its own thread. */
final class GlassFishRequest implements ServerRequest {
  private final Request request;

  GlassFishRequest(Request request) {
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
  public String method() {
    return request.getMethod();
  }

  @Override
  public String target() {
    return request.getRequestURI();
  }

  /**
   * Decoded, normalised and with the context path, even if a virtual server's default module is
   * requested without it.
   */
  @Override
  public String path() {
    String path = request.getDecodedRequestURI();
    return path == null ? "" : path; // the server is about to refuse the target
  }

  @Override
  public @Nullable String remoteAddress() {
    return request.getRemoteAddr();
  }
}
