package io.tokenrelay.smoke.spellings;

import java.util.Map;

/** How many an application of old has found its handlers. */
final class FrontController {
  private FrontController() {}

  /** The handler's name, or nothing. */
  static String find(String requestUri) {
    for (Map.Entry<String, String> handler : Application.HANDLERS.entrySet()) {
      String path = handler.getKey();
      if (requestUri.equals(path) || requestUri.startsWith(path + "/")) {
        return handler.getValue();
      }
    }
    return "";
  }
}
