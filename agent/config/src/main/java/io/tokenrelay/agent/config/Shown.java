package io.tokenrelay.agent.config;

/** How a value may be printed: short, on one line, without a token or what a URL may hide. */
public final class Shown {
  private static final int LONGEST = 120;

  private Shown() {}

  public static String text(String value) {
    String shown = Redacted.text(MaskedUrls.value(value));
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "...";
  }

  /** What a domain says of a value that it refuses, and quotes as it was given. */
  public static String message(IllegalArgumentException refused) {
    String message = String.valueOf(refused.getMessage());
    int from = message.indexOf('\'') + 1;
    int to = message.lastIndexOf('\'');
    if (from > 0 && to >= from) {
      return message.substring(0, from)
          + masked(message.substring(from, to))
          + message.substring(to);
    }
    return masked(message);
  }

  private static String masked(String text) {
    boolean mayBeUrl = text.contains(":/") || text.indexOf('@') >= 0;
    return mayBeUrl ? MaskedUrls.value(text) : text;
  }
}
