package io.tokenrelay.smoke.spellings;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** One handler, or a front controller that looks for it by the request's URI. */
public class JavaxServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final String handler;

  /**
   * @param handler its name; nothing for the front controller
   */
  public JavaxServlet(String handler) {
    this.handler = handler;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String found =
        handler.isEmpty()
            ? FrontController.find(
                request.getRequestURI().substring(request.getContextPath().length()))
            : handler;
    if (found.isEmpty()) {
      response.setStatus(404);
    } else {
      response.getWriter().print(Ran.note(found));
    }
  }
}
