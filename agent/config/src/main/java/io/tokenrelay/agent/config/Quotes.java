package io.tokenrelay.agent.config;

/**
 * Quotes that ended up in a value. A shell removes them; a properties file, an environment file and
 * most launchers keep them, so they become part of the value. If such a value is refused, the
 * operator is told that the quotes are the reason; they mean nothing to any property.
 */
final class Quotes {
  /** Straight ones, and those that word processors turn them into. */
  private static final String MARKS = "\"'`\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb";

  private Quotes() {}

  /** Whether they enclose a text. */
  static boolean areAround(String text) {
    return text.length() > 1 && isMark(text.charAt(0)) && isMark(text.charAt(text.length() - 1));
  }

  /** Whether a text begins or ends with one, or, in a list, any entry does. */
  static boolean areIn(String text) {
    return !without(text).equals(joined(text, false));
  }

  /** Whether there is a double quote, or any at either end: an apostrophe may be intended. */
  static boolean areInEntry(String entry) {
    return entry.indexOf('"') >= 0 || areIn(entry);
  }

  /** The text as it was probably meant, whether or not it is a list. */
  static String without(String text) {
    return joined(text, true);
  }

  /** What the operator should do, in brackets after a space; empty if there are no quotes. */
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
