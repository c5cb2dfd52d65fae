package io.tokenrelay.smoke.war;

import java.util.Map;
import javax.servlet.ServletRequest;

/** Who the request is from, as far as the application can see. */
public final class Caller {
  private Caller() {}

  public static String of(ServletRequest request) {
    Object identity = request.getAttribute("tokenrelay.identity");
    return identity instanceof Map
        ? String.valueOf(((Map<?, ?>) identity).get("subject"))
        : "nobody";
  }
}
