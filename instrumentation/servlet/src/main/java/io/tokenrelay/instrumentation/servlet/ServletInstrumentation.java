package io.tokenrelay.instrumentation.servlet;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Any servlet container without an instrumentation of its own: the last resort, at the entrance of
 * {@code HttpServlet}, javax (from 2.5) and jakarta (from 5.0).
 *
 * <p>It is after the filters: they see no identity, and run even when the request is turned away
 * here. Where the container's own instrumentation has the request already, nothing happens.
 *
 * <p>The public {@code service(ServletRequest, ServletResponse)} is the join point: servlets
 * override the protected one beside it, and the {@code doGet} behind it.
 */
public final class ServletInstrumentation extends Instrumentation {
  public ServletInstrumentation() {
    super("servlet");
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type("javax.servlet.http.HttpServlet")
        .method("service", "javax.servlet.ServletRequest", "javax.servlet.ServletResponse")
        .with("JavaxServiceAdvice");
    weave
        .type("jakarta.servlet.http.HttpServlet")
        .method("service", "jakarta.servlet.ServletRequest", "jakarta.servlet.ServletResponse")
        .with("JakartaServiceAdvice");
  }
}
