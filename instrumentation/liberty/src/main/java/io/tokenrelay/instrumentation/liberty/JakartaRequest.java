package io.tokenrelay.instrumentation.liberty;

import io.tokenrelay.instrumentation.spi.Rejection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** A dispatch in terms of {@code jakarta.servlet}. */
final class JakartaRequest extends LibertyRequest {
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  JakartaRequest(ServletRequest request, ServletResponse response) {
    this.request = (HttpServletRequest) unwrapped(request);
    this.response = (HttpServletResponse) response;
  }

  private static ServletRequest unwrapped(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper) {
      inner = ((ServletRequestWrapper) inner).getRequest();
    }
    return inner;
  }

  @Override
  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  @Override
  public @Nullable Enumeration<String> headers(String name) {
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

  @Override
  public @Nullable String remoteAddress() {
    return request.getRemoteAddr();
  }

  @Override
  Object original() {
    return request;
  }

  @Override
  boolean isFirstDispatch() {
    return request.getDispatcherType() == DispatcherType.REQUEST;
  }

  @Override
  void attribute(String name, Object value) {
    request.setAttribute(name, value);
  }

  @Override
  @Nullable String contextPath() {
    return request.getContextPath();
  }

  @Override
  @Nullable String servletPath() {
    return request.getServletPath();
  }

  @Override
  @Nullable String pathInfo() {
    return request.getPathInfo();
  }

  @Override
  boolean isCommitted() {
    return response.isCommitted();
  }

  @Override
  void answer(Rejection rejection) throws IOException {
    response.setStatus(rejection.status());
    rejection.headers().forEach(response::setHeader);
    byte[] body = rejection.body().getBytes(StandardCharsets.US_ASCII);
    response.setContentLength(body.length);
    if (body.length > 0) {
      response.setContentType("application/json");
      response.getOutputStream().write(body);
    }
    response.flushBuffer();
  }
}
