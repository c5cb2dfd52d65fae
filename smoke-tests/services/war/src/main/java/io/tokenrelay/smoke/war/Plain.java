package io.tokenrelay.smoke.war;

import java.io.IOException;
import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;

/** A servlet that is no {@code HttpServlet}, as JSF's is none. */
public final class Plain implements Servlet {
  /** Without {@code @Nullable}: Java 8 cannot read a field whose annotation is not there. */
  @SuppressWarnings("NullAway.Init")
  private ServletConfig config;

  @Override
  public void init(ServletConfig config) {
    this.config = config;
  }

  @Override
  public ServletConfig getServletConfig() {
    return config;
  }

  @Override
  public void service(ServletRequest request, ServletResponse response) throws IOException {
    response.getWriter().print(Caller.of(request));
  }

  @Override
  public String getServletInfo() {
    return "plain";
  }

  @Override
  public void destroy() {}
}
