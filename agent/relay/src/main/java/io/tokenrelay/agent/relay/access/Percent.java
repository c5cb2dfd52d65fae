package io.tokenrelay.agent.relay.access;

/**
 * Percent-encoding in paths (RFC 3986 §2.1), decoded as leniently as the most lenient servers do.
 */
final class Percent {
  private Percent() {}

  /**
   * Whether the character encoded here has no special meaning: it is not a delimiter, dot, percent
   * sign or control character.
   */
  static boolean isPlain(String text, int at) {
    int value = byteAt(text, at);
    return value >= ' ' && value != 127 && "/\\.;%?#".indexOf(value) < 0;
  }

  /**
   * Decodes once. What is not an encoding stays as it is; overlong forms of UTF-8 become the
   * characters that they stand for, and what is not UTF-8 is read as ISO-8859-1.
   */
  static String decode(String text) {
    return decode(text, true);
  }

  /** Decodes once, each byte to one character. */
  static String decodeAsLatin1(String text) {
    return decode(text, false);
  }

  private static String decode(String text, boolean utf8) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int value = byteAt(text, i);
      if (value < 0) {
        decoded.append(text.charAt(i++));
        continue;
      }
      int more = utf8 ? following(value) : 0;
      int codePoint = more == 0 ? value : value & (0x3F >> more);
      for (int next = 1; next <= more; next++) {
        int continuation = byteAt(text, i + 3 * next);
        if ((continuation & 0xC0) != 0x80 || continuation < 0) {
          more = 0;
          codePoint = value;
        } else {
          codePoint = codePoint << 6 | (continuation & 0x3F);
        }
      }
      if (codePoint > Character.MAX_CODE_POINT) {
        more = 0;
        codePoint = value;
      }
      decoded.appendCodePoint(codePoint);
      i += 3 * (more + 1);
    }
    return decoded.toString();
  }

  private static int following(int lead) {
    if (lead < 0xC0 || lead >= 0xF8) {
      return 0;
    }
    return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  }

  /** The byte that {@code %XX} stands for; -1 for anything else. */
  private static int byteAt(String text, int at) {
    if (at + 2 >= text.length() || text.charAt(at) != '%') {
      return -1;
    }
    int high = hex(text.charAt(at + 1));
    int low = hex(text.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int hex(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }
}
