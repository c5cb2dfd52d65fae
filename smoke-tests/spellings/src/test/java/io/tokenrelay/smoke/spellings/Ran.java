package io.tokenrelay.smoke.spellings;

import java.util.concurrent.atomic.AtomicReference;

/** Which handler of an application has run since somebody asked. One request at a time. */
final class Ran {
  private static final AtomicReference<String> LAST = new AtomicReference<>("");

  private Ran() {}

  /** Called by every handler, with its own name; answers it. */
  static String note(String handler) {
    LAST.set(handler);
    return handler;
  }

  /** The handler that has run, or an empty text. */
  static String take() {
    return LAST.getAndSet("");
  }
}
