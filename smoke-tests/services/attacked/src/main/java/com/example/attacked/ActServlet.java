package com.example.attacked;

import java.io.IOException;
import java.util.Map;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** {@code /<act>?owner=<user>} */
final class ActServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final ThreadLocal<HttpServletRequest> REQUEST = new ThreadLocal<>();

  private final transient Map<String, Act> acts;

  ActServlet(Map<String, Act> acts) {
    this.acts = acts;
  }

  /** The one that this thread serves. */
  static HttpServletRequest request() {
    return REQUEST.get();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Act act = acts.get(request.getPathInfo().substring(1));
    if (act == null) {
      response.sendError(404);
      return;
    }
    REQUEST.set(request);
    try {
      String answer = act.run(request.getParameter("owner"));
      if (!request.isAsyncStarted()) {
        response.getWriter().print(answer);
      }
    } catch (IOException | RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new ServletException(failure);
    } finally {
      REQUEST.remove();
    }
  }
}
