package io.tokenrelay.smoke.war;

import java.io.IOException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;

/** A servlet that takes requests of every protocol, as Jersey's and CXF's do. */
public final class Overriding extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  public void service(ServletRequest request, ServletResponse response) throws IOException {
    response.getWriter().print(Caller.of(request));
  }
}
