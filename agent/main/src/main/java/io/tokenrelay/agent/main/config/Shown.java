package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.main.log.MaskedUrls;
import io.tokenrelay.agent.main.log.Redacted;

/** How a value may be printed: short, on one line, without a token or what a URL may hide. */
final class Shown {
  private static final int LONGEST = 120;

  private Shown() {}

  static String text(String value) {
    String shown = Redacted.text(MaskedUrls.value(value));
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "...";
  }
}
