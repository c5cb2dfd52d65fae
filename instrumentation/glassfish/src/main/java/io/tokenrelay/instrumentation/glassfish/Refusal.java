package io.tokenrelay.instrumentation.glassfish;

import io.tokenrelay.instrumentation.spi.Rejection;
import java.io.IOException;
import java.io.PrintWriter;
import org.apache.catalina.connector.Response;

/** Writes the answer of RFC 6750 in place of the application's. */
final class Refusal {
  private Refusal() {}

  /**
   * Never throws: the application does not run either way. If the server has already found fault
   * with the request, its own answer stays.
   */
  static void write(Rejection rejection, Response response) {
    if (response.isError() || response.isCommitted()) {
      return;
    }
    try {
      answer(rejection, response);
    } catch (IOException | RuntimeException clientGone) {
      // There is nobody left to answer.
    }
  }

  private static void answer(Rejection rejection, Response response) throws IOException {
    response.setStatus(rejection.status());
    rejection.headers().forEach(response::setHeader);
    String body = rejection.body();
    if (!body.isEmpty()) {
      response.setContentType("application/json");
    }
    response.setContentLength(body.length());
    PrintWriter writer = response.getReporter(); // unlike getWriter, it adds no charset
    if (writer != null) {
      writer.write(body);
    }
    response.flushBuffer(); // commit, so that no error report replaces it
  }
}
