package com.example.shop.gateway;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.util.EntityUtils;

/** {@code GET /checkout/<item>}: places the order and asks a partner what goes with the item. */
final class CheckoutServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient CloseableHttpClient http;
  private final String orders;
  private final String partner;

  CheckoutServlet(CloseableHttpClient http, String orders, String partner) {
    this.http = http;
    this.orders = orders;
    this.partner = partner;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String item = request.getPathInfo();
    String order = get(orders + "/orders" + item);
    String advice = get(partner + "/recommendations" + item);
    response.setContentType("text/plain");
    response.getWriter().print(order + "; " + advice);
  }

  private String get(String url) throws IOException {
    try (CloseableHttpResponse answer = http.execute(new HttpGet(url))) {
      return EntityUtils.toString(answer.getEntity());
    }
  }
}
