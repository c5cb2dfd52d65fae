package io.tokenrelay.agent.config;

import java.util.Locale;

/** What all spellings of a name have in common. */
public final class Letters {
  private Letters() {}

  /** Only its letters, in lower case, and digits. */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length() && plain.length() < 200; i++) {
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
