package com.example.callers;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;

/**
 * Makes one call for each request: {@code Caller <client> <URI> <own>}. With {@code own=true} the
 * application itself sends on the header that it was called with.
 */
public final class Caller extends HttpServlet {
  private final transient Call call;
  private final boolean own;

  private Caller(Call call, boolean own) {
    this.call = call;
    this.own = own;
  }

  public static void main(String[] arguments) throws Exception {
    Call call = Clients.of(arguments[0], URI.create(arguments[1]));
    Http.serve(new Caller(call, Boolean.parseBoolean(arguments[2])));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      call.make(own ? request.getHeader("Authorization") : null);
    } catch (Exception failed) {
      failed.printStackTrace();
      response.setStatus(502);
    }
  }
}
