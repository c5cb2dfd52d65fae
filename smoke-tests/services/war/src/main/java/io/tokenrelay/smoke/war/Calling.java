package io.tokenrelay.smoke.war;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Calls another service for whoever asks, with a client that lies in this application. Without a
 * call to make it tells its edition, by which a redeployed application is known.
 */
public final class Calling extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient OkHttpClient client = new OkHttpClient();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String call = request.getParameter("call");
    response.getWriter().print(call == null ? getInitParameter("edition") : answer(call));
  }

  private int answer(String call) throws IOException {
    Request request =
        new Request.Builder().url(System.getProperty("war.callee") + '/' + call).build();
    try (Response response = client.newCall(request).execute()) {
      return response.code();
    }
  }
}
