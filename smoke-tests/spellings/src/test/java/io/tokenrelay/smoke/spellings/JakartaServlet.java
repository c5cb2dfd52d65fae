package io.tokenrelay.smoke.spellings;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** One handler, or a front controller that looks for it by the request's URI. */
public class JakartaServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final String handler;

  /**
   * @param handler its name; nothing for the front controller
   */
  public JakartaServlet(String handler) {
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
