package com.example.callers;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers everybody: {@code Called http}, or {@code Called grpc}. */
public final class Called extends HttpServlet {
  private Called() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("grpc")) {
      var server = Greeting.serve();
      System.out.println("READY " + server.getPort());
      server.awaitTermination();
    } else {
      Http.serve(new Called());
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print("hello");
  }
}
