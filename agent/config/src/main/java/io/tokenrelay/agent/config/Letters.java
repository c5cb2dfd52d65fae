package io.tokenrelay.agent.config;

import java.util.Locale;

/** What is left of a name however it is written. */
public final class Letters {
  private Letters() {}

  /** Lower-case letters and digits alone. */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length() && plain.length() < 200; i++) {
      if (isLetterOrDigit(text.charAt(i))) {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  /** Of ASCII. */
  static boolean isLetterOrDigit(char c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }
}
