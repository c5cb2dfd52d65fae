package io.tokenrelay.instrumentation.testing;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Calls when the first request that needs it has it made, and for each request. */
public final class JakartaLazyServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private String answerWhenMade = "";

  @Override
  public void init() {
    answerWhenMade = TestApplication.callFor(TestApplication.toWhenMade);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String answer = TestApplication.callFor(request.getParameter("to"));
    response.getWriter().write(answerWhenMade + " then " + answer);
  }
}
