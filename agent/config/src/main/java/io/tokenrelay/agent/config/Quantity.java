package io.tokenrelay.agent.config;

import org.jspecify.annotations.Nullable;

/** Reads {@code 30s}, {@code 32m} and {@code 16384}. */
final class Quantity {
  private Quantity() {}

  /** -1 if the text is not a duration. A bare number has no unit and is not one, except 0. */
  static long millis(String text) {
    if (text.equals("0")) {
      return 0;
    }
    if (text.endsWith("ms")) {
      return scaled(text, 2, 1);
    }
    switch (text.charAt(text.length() - 1)) {
      case 's':
        return scaled(text, 1, 1_000);
      case 'm':
        return scaled(text, 1, 60_000);
      case 'h':
        return scaled(text, 1, 3_600_000);
      case 'd':
        return scaled(text, 1, 86_400_000);
      default:
        return -1;
    }
  }

  /** -1 if the text is not a size. */
  static long bytes(String text) {
    switch (text.charAt(text.length() - 1)) {
      case 'k':
      case 'K':
        return scaled(text, 1, 1L << 10);
      case 'm':
      case 'M':
        return scaled(text, 1, 1L << 20);
      case 'g':
      case 'G':
        return scaled(text, 1, 1L << 30);
      default:
        return scaled(text, 0, 1);
    }
  }

  private static long scaled(String text, int unit, long factor) {
    Long number = digits(text.substring(0, text.length() - unit).trim());
    return number == null ? -1 : number * factor;
  }

  /** At most nine digits, so that no unit overflows. */
  static @Nullable Long digits(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    return Long.valueOf(text);
  }
}
