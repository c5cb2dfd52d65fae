package io.tokenrelay.instrumentation.testing;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The application that runs in the server under test. It contains no line about tokens. Its path
 * decides what it does; {@code to} is the URL that it calls:
 *
 * <ul>
 *   <li>{@code /relay?to=URL}: answers what the called service answers, the user whose token came
 *   <li>{@code /forward}, {@code /include}, {@code /async-dispatch}: the same by way of {@code
 *       /relay}
 *   <li>{@code /error}, {@code /throw}: the same by way of the error page; and a health check
 *   <li>{@code /async-start}: the same on a thread of the container's pool
 *   <li>{@code /attribute?name=}: a request attribute
 *   <li>anything else: {@code ok}
 * </ul>
 */
final class TestApplication {
  /** Where the server under test must send its error dispatches to. */
  static final String ERROR_PAGE = "/error-page";

  /** A health check, whose answer is the error page. */
  static final String BROKEN_HEALTH = "/actuator/health/broken";

  private static final OkHttpClient CLIENT = new OkHttpClient();
  private static final AtomicInteger SERVED = new AtomicInteger();
  private static final AtomicInteger FILTERED = new AtomicInteger();

  private TestApplication() {}

  /** How many dispatches have reached the application's servlet. */
  static int served() {
    return SERVED.get();
  }

  /** How many dispatches have reached the application's filter. */
  static int filtered() {
    return FILTERED.get();
  }

  static void filter() {
    FILTERED.incrementAndGet();
  }

  static void serve(Served request) throws Exception {
    SERVED.incrementAndGet();
    switch (request.path()) {
      case "/relay":
      case ERROR_PAGE:
        request.write(call(request.parameter("to")));
        break;
      case "/forward":
        request.forward("/relay");
        break;
      case "/include":
        request.include("/relay");
        break;
      case "/error":
      case BROKEN_HEALTH:
        request.sendError(409); // unlike 500, it lets servers keep the connection
        break;
      case "/throw":
        throw new IllegalStateException("thrown by the application");
      case "/async-dispatch":
        request.dispatchLater(relayOf(request));
        break;
      case "/async-start":
        request.startLater(() -> writeCall(request));
        break;
      case "/attribute":
        request.write(String.valueOf(request.attribute(request.parameter("name"))));
        break;
      default:
        request.write("ok");
    }
  }

  /**
   * With its parameter, since a dispatch to another path need not keep the client's; and as it is,
   * since old Undertows do not decode it.
   */
  private static String relayOf(Served request) {
    return "/relay?to=" + request.parameter("to");
  }

  private static void writeCall(Served request) {
    try {
      request.write(call(request.parameter("to")));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String call(String url) throws IOException {
    try (Response response = CLIENT.newCall(new Request.Builder().url(url).build()).execute()) {
      return response.body().string();
    }
  }
}
