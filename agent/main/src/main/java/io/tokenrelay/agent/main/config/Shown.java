package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.main.log.Redacted;

/** How a value may be printed: short, on one line, without a token or a password in a URL. */
final class Shown {
  private static final int LONGEST = 120;

  private Shown() {}

  static String text(String value) {
    String shown = Redacted.text(withoutUserInfo(value));
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "...";
  }

  /** {@code https://user:password@host/} becomes {@code https://***@host/}. */
  private static String withoutUserInfo(String value) {
    int authority = value.indexOf("://");
    int at = authority < 0 ? -1 : value.indexOf('@', authority);
    int slash = authority < 0 ? -1 : value.indexOf('/', authority + 3);
    if (at < 0 || (slash >= 0 && slash < at)) {
      return value;
    }
    return value.substring(0, authority + 3) + "***" + value.substring(at);
  }
}
