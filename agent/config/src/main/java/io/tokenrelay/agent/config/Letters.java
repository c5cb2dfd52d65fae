package io.tokenrelay.agent.config;

import java.util.Locale;

/** What all spellings of a name have in common. */
public final class Letters {
  private Letters() {}

  /** Only its letters, in lower case, and digits. */
  public static String plain(String text) {
    return plain(text, 200);
  }

  /** The same of its beginning: no more than this many. */
  static String plain(String text, int most) {
    StringBuilder plain = new StringBuilder(Math.min(text.length(), most));
    for (int i = 0; i < text.length() && plain.length() < most; i++) {
      if (isLetterOrDigit(text.charAt(i))) {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  /** ASCII only. */
  static boolean isLetterOrDigit(char c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }
}
