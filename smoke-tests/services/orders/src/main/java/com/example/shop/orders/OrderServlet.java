package com.example.shop.orders;

import com.squareup.wire.GrpcClient;
import com.squareup.wire.GrpcMethod;
import com.squareup.wire.ProtoAdapter;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * {@code GET /orders/<item>}: an order at today's price. The price is asked for by a small pool of
 * workers that serves every customer.
 */
final class OrderServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final GrpcMethod<String, String> PRICE_OF =
      new GrpcMethod<>(
          "/shop.Pricing/PriceOf", ProtoAdapter.STRING_VALUE, ProtoAdapter.STRING_VALUE);

  private final transient GrpcClient pricing;
  private final transient ExecutorService workers = Executors.newFixedThreadPool(4);

  OrderServlet(GrpcClient pricing) {
    this.pricing = pricing;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String item = request.getPathInfo().substring(1);
    Future<String> price = workers.submit(() -> pricing.newCall(PRICE_OF).executeBlocking(item));
    response.setContentType("text/plain");
    try {
      response.getWriter().print(item + " at " + price.get(30, TimeUnit.SECONDS));
    } catch (InterruptedException | ExecutionException | TimeoutException failure) {
      throw new ServletException("no price for " + item, failure);
    }
  }

  @Override
  public void destroy() {
    workers.shutdown();
  }
}
