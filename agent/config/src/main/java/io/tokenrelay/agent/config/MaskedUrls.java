package io.tokenrelay.agent.config;

/**
 * Removes from URLs what may be secret before they are shown: userinfo, query and fragment. The
 * only place that does so, for every logged line, the output of {@code check}, the status, and
 * configured values, which may contain a password even if they are not URLs.
 *
 * <p>Works on text, since what is shown is usually what could not be parsed. If in doubt, it masks
 * more.
 */
public final class MaskedUrls {
  /** In the JDK's messages, a path has lost the second slash. */
  private static final String SCHEME = ":/";

  private static final String MASK = "***";

  private MaskedUrls() {}

  /** A sentence, with every URL in it masked. */
  static String in(String text) {
    int scheme = text.indexOf(SCHEME);
    if (scheme < 0) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int copied = 0;
    while (scheme >= 0) {
      int begin = afterSlashes(text, scheme);
      int end = endOfUrl(text, begin);
      masked.append(text, copied, begin).append(rest(text.substring(begin, end)));
      copied = end;
      scheme = text.indexOf(SCHEME, end);
    }
    return masked.append(text, copied, text.length()).toString();
  }

  /** A configured value: a URL, a list of URLs, or what was meant to be one. */
  public static String value(String value) {
    int scheme = value.indexOf(SCHEME);
    if (scheme >= 0) {
      int begin = afterSlashes(value, scheme);
      return value.substring(0, begin) + rest(value.substring(begin));
    }
    int at = value.lastIndexOf('@', tail(value));
    boolean password = at > 0 && value.lastIndexOf(':', at) >= 0;
    return withoutTail(password ? MASK + value.substring(at) : value);
  }

  private static int afterSlashes(String text, int scheme) {
    int begin = scheme + SCHEME.length();
    while (begin < text.length() && text.charAt(begin) == '/') {
      begin++;
    }
    return begin;
  }

  /** What follows {@code ://}. */
  private static String rest(String rest) {
    int tail = tail(rest);
    int at = rest.lastIndexOf('@', tail);
    if (at >= 0) {
      return MASK + withoutTail(rest.substring(at));
    }
    if (tail < rest.length() && rest.indexOf('@', tail) > 0 && mayBePassword(rest, tail)) {
      return MASK + rest.charAt(tail) + MASK; // user:p?ss@host
    }
    return withoutTail(rest);
  }

  private static boolean mayBePassword(String rest, int tail) {
    int slash = rest.indexOf('/');
    String authority = rest.substring(0, slash < 0 ? tail : Math.min(slash, tail));
    return authority.indexOf(':') >= 0 && !authority.startsWith("[");
  }

  private static String withoutTail(String text) {
    int tail = tail(text);
    return tail < text.length() - 1 ? text.substring(0, tail + 1) + MASK : text;
  }

  /** Where the query or fragment begins, or the end of the text. */
  private static int tail(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '?' || text.charAt(i) == '#') {
        return i;
      }
    }
    return text.length();
  }

  private static int endOfUrl(String text, int begin) {
    int end = begin;
    while (end < text.length() && " \t\r\n\"'<>".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}
