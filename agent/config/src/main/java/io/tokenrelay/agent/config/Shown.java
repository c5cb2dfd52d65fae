package io.tokenrelay.agent.config;

/** How a value may be printed: short, on one line, without a token or what a URL may hide. */
public final class Shown {
  private static final int LONGEST = 120;

  private Shown() {}

  /** What an option of ours that has got into a value begins with, behind a blank. */
  private static final String[] OPTIONS = {
    "-D" + Property.PREFIX, "--" + Property.PREFIX, Property.PREFIX
  };

  public static String text(String value) {
    String shown = Redacted.text(MaskedUrls.value(withoutOtherOptions(value)));
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "...";
  }

  /** Whatever they are set to is none of this value's, and may be a secret. */
  private static String withoutOtherOptions(String value) {
    for (int at = 1; at < value.length(); at++) {
      if (Character.isWhitespace(value.charAt(at - 1))) {
        for (String option : OPTIONS) {
          if (value.startsWith(option, at)) {
            return value.substring(0, at) + "...";
          }
        }
      }
    }
    return value;
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
