package com.example.shop.gateway;

import acme.http.Connection;
import acme.http.Request;
import java.io.IOException;
import java.net.URI;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** {@code GET /checkout/<item>}: places the order, with the query of the request. */
final class CheckoutServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final String orders;

  CheckoutServlet(String orders) {
    this.orders = orders;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String query = request.getQueryString();
    URI target =
        URI.create(orders + "/orders" + request.getPathInfo() + (query == null ? "" : '?' + query));
    Request order = new Request("GET", target);
    String answer = new Connection().send(order).text();
    response.setContentType("text/plain");
    response.getWriter().print(answer + "; left on the request: " + order.headers());
  }
}
