package io.tokenrelay.agent.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a value may be printed: short, on one line, without tokens and without the secrets of URLs.
 */
public final class Shown {
  private static final int LONGEST = 120;
  private static final String HIDDEN = "***";

  private Shown() {}

  /** How one of our options begins that ended up in a value, after a space. */
  private static final String[] OPTIONS = {
    "-D" + Property.PREFIX, "--" + Property.PREFIX, Property.PREFIX
  };

  public static String text(String value) {
    return cut(MaskedUrls.value(withoutOtherOptions(value)));
  }

  /** Their values do not belong to this one, and may be secret. */
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

  /**
   * Some entries of a list, each in quotes, without anything that is hidden in the list as shown.
   */
  static String entries(List<String> entries, String list) {
    String safe = MaskedUrls.value(withoutOtherOptions(list));
    StringBuilder shown = new StringBuilder();
    for (String entry : entries) {
      shown.append(shown.length() == 0 ? "'" : ", '").append(entry(entry, safe)).append('\'');
    }
    return shown.toString();
  }

  /** A domain's message about a value that it refuses and quotes unchanged. */
  public static String message(IllegalArgumentException refused) {
    return message(refused, null);
  }

  /**
   * The same if it may be about several entries of a list.
   *
   * @param list the whole text: a comma in a password splits it into two entries
   */
  static String messages(IllegalArgumentException refused, String list) {
    String safe = masked(withoutOtherOptions(list));
    StringBuilder messages = new StringBuilder(message(refused, safe));
    for (Throwable other : refused.getSuppressed()) {
      if (other instanceof IllegalArgumentException) {
        messages.append("; ").append(message((IllegalArgumentException) other, safe));
      }
    }
    return messages.toString();
  }

  private static String message(IllegalArgumentException refused, @Nullable String safe) {
    String message = String.valueOf(refused.getMessage());
    int from = message.indexOf('\'') + 1;
    int to = message.lastIndexOf('\'');
    if (from > 0 && to >= from) {
      String quoted = message.substring(from, to);
      return message.substring(0, from)
          + (safe == null ? masked(quoted) : entry(quoted, safe))
          + message.substring(to);
    }
    return masked(message);
  }

  /**
   * @param safe what may be shown of the list
   */
  private static String entry(String entry, String safe) {
    String shown = masked(withoutOtherOptions(entry));
    return safe.contains(shown) ? cut(shown) : HIDDEN;
  }

  private static String cut(String masked) {
    String shown = Redacted.text(masked);
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "...";
  }

  private static String masked(String text) {
    boolean mayBeUrl = text.contains(":/") || text.indexOf('@') >= 0;
    return mayBeUrl ? MaskedUrls.value(text) : text;
  }
}
