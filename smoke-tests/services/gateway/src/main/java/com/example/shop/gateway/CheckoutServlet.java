package com.example.shop.gateway;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;

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
    return http.execute(new HttpGet(url), answer -> EntityUtils.toString(answer.getEntity()));
  }
}
