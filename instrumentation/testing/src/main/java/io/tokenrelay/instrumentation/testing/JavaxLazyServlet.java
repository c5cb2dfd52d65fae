package io.tokenrelay.instrumentation.testing;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Calls when the first request that needs it has it made, and for each request. */
public final class JavaxLazyServlet extends HttpServlet {
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
