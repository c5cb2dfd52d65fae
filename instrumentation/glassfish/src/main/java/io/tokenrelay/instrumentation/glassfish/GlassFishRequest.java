package io.tokenrelay.instrumentation.glassfish;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.Enumeration;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/** GlassFish's request as the agent asks for it. Used only while it is received, on its thread. */
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
   * Decoded, normalised and with the context path, also where a virtual server's default module is
   * asked for without it.
   */
  @Override
  public String path() {
    String path = request.getDecodedRequestURI();
    return path == null ? "" : path; // a target that the server is about to refuse
  }

  @Override
  public @Nullable String remoteAddress() {
    return request.getRemoteAddr();
  }
}
