package io.tokenrelay.agent.config;

/**
 * Quotes that have got into a value. A shell takes them away; a properties file, an environment
 * file and most launchers keep them, and then they are part of the value. Where one is refused, the
 * operator reads that it is they; no property means anything by them.
 */
final class Quotes {
  /** Straight ones, and those that a word processor makes of them. */
  private static final String MARKS = "\"'`\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb";

  private Quotes() {}

  /** Whether they stand around a text. */
  static boolean areAround(String text) {
    return text.length() > 1 && isMark(text.charAt(0)) && isMark(text.charAt(text.length() - 1));
  }

  /** Whether one begins or ends a text, or one of its entries where it is a list. */
  static boolean areIn(String text) {
    return !without(text).equals(joined(text, false));
  }

  /** Whether there is a double one, or one at either end: an apostrophe may belong there. */
  static boolean areInEntry(String entry) {
    return entry.indexOf('"') >= 0 || areIn(entry);
  }

  /** The text as it was most likely meant, be it a list or not. */
  static String without(String text) {
    return joined(text, true);
  }

  /** What the operator is to do, in brackets and behind a blank; empty where there are none. */
  static String advice(String text) {
    if (!areIn(text)) {
      return "";
    }
    return areAround(text)
        ? " (it is in quotes: remove them)"
        : " (there are quotes in it: remove them)";
  }

  private static String joined(String text, boolean stripped) {
    StringBuilder joined = new StringBuilder(text.length());
    for (int begin = 0; begin <= text.length(); ) {
      int comma = text.indexOf(',', begin);
      int end = comma < 0 ? text.length() : comma;
      String entry = text.substring(begin, end).trim();
      joined.append(begin == 0 ? "" : ",").append(stripped ? stripped(entry) : entry);
      begin = end + 1;
    }
    return joined.toString();
  }

  private static String stripped(String entry) {
    int begin = 0;
    int end = entry.length();
    while (begin < end && isMark(entry.charAt(begin))) {
      begin++;
    }
    while (end > begin && isMark(entry.charAt(end - 1))) {
      end--;
    }
    return entry.substring(begin, end).trim();
  }

  private static boolean isMark(char c) {
    return MARKS.indexOf(c) >= 0;
  }
}
