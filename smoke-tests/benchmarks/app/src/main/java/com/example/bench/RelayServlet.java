package com.example.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Asks another service, then answers. */
final class RelayServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient CloseableHttpClient http;
  private final String backend;

  RelayServlet(CloseableHttpClient http, String backend) {
    this.http = http;
    this.backend = backend;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] answer =
        http.execute(new HttpGet(backend), got -> EntityUtils.toByteArray(got.getEntity()));
    response.setContentLength(answer.length);
    response.getOutputStream().write(answer);
  }
}
