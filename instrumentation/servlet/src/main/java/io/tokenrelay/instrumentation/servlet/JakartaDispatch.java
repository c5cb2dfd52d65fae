package io.tokenrelay.instrumentation.servlet;

import io.tokenrelay.instrumentation.spi.Rejection;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** A dispatch in terms of {@code jakarta.servlet}. */
final class JakartaDispatch extends Dispatch {
  private static final boolean HAS_ASYNC = hasAsync();

  private final HttpServletRequest request;
  private final HttpServletResponse response;

  JakartaDispatch(HttpServletRequest request, HttpServletResponse response) {
    super("jakarta.servlet.");
    this.request = request;
    this.response = response;
  }

  /** Servlet 2.5 has no asynchronous requests, and lacks the method. */
  static boolean isAsync(ServletRequest request) {
    return HAS_ASYNC && request.isAsyncStarted();
  }

  private static boolean hasAsync() {
    try {
      ServletRequest.class.getMethod("isAsyncStarted");
      return true;
    } catch (NoSuchMethodException servlet2) {
      return false;
    }
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
  public @Nullable String remoteAddress() {
    return request.getRemoteAddr();
  }

  @Override
  @Nullable Object attribute(String name) {
    return request.getAttribute(name);
  }

  @Override
  void attribute(String name, Object value) {
    request.setAttribute(name, value);
  }

  @Override
  @Nullable String requestUri() {
    return request.getRequestURI();
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
    if (!rejection.body().isEmpty()) {
      response.setContentType("application/json");
      response.getOutputStream().write(rejection.body().getBytes(StandardCharsets.US_ASCII));
    }
  }
}
