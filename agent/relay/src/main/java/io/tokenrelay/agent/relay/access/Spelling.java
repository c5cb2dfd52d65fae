package io.tokenrelay.agent.relay.access;

import org.jspecify.annotations.Nullable;

/**
 * What servers and frameworks do to a path before they look for a handler: {@link #habitsOn} does
 * each of these things once, and a path that only plain decoding changes is read alike by all.
 */
final class Spelling {
  private static final int MOST_DECODINGS = 4;

  private Spelling() {}

  /**
   * The end of a path that none of the habits changes: at a query or the end of the text; -1 for
   * any other path. Percent-encoded delimiters and dots count as such: some decode them early, some
   * late, some twice.
   */
  static int endOfPlain(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '?') {
        return i;
      }
      if (c == '%' ? !Percent.isPlain(text, i) : isOdd(text, i, c)) {
        return -1;
      }
    }
    return text.length();
  }

  /**
   * The segments of a path, read most leniently; null if it goes back up, if a character may end
   * it, or if it is encoded more often than anyone decodes.
   */
  static @Nullable String segmentsOf(String path) {
    String decoded = path;
    for (int times = 0; decoded.indexOf('%') >= 0; times++) {
      String next = Percent.decode(decoded);
      if (times == MOST_DECODINGS) {
        return null;
      }
      if (next.equals(decoded)) {
        break;
      }
      decoded = next;
    }
    for (int i = 0; i < decoded.length(); i++) {
      if (isControl(decoded.charAt(i))) {
        return null;
      }
    }
    String names = trimmed(withoutParameters(decoded.replace('\\', '/')));
    for (int i = 0; i < names.length(); i++) {
      if (names.charAt(i) == '/' && isDots(names, i + 1)) {
        return null;
      }
    }
    return withSingleSlashes(names + '/');
  }

  /** The path after each of the habits; most of them leave it unchanged. */
  static String[] habitsOn(String path) {
    return new String[] {
      Percent.decode(path),
      Percent.decodeAsLatin1(path),
      withoutParameters(path),
      until(path, path.indexOf(';')), // Undertow before 2, Spring before 3.2
      path.replace('\\', '/'),
      withSingleSlashes(path),
      until(path, delimiter(path)), // a decoded path is read as a URL, or a file name
      trimmed(path)
    };
  }

  private static String withoutParameters(String path) {
    if (path.indexOf(';') < 0) {
      return path;
    }
    StringBuilder kept = new StringBuilder(path.length());
    boolean parameter = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      parameter = c == ';' || (parameter && c != '/');
      if (!parameter) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  private static String withSingleSlashes(String path) {
    if (!path.contains("//")) {
      return path;
    }
    StringBuilder kept = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      if (!path.startsWith("//", i)) {
        kept.append(path.charAt(i));
      }
    }
    return kept.toString();
  }

  /** Removes spaces around segments, and control characters. */
  private static String trimmed(String path) {
    StringBuilder kept = new StringBuilder(path.length());
    for (int at = 0; at < path.length(); ) {
      int slash = path.indexOf('/', at);
      int next = slash < 0 ? path.length() : slash;
      String segment = path.substring(at, next).trim();
      for (int i = 0; i < segment.length(); i++) {
        if (!isControl(segment.charAt(i))) {
          kept.append(segment.charAt(i));
        }
      }
      if (slash >= 0) {
        kept.append('/');
      }
      at = next + 1;
    }
    return kept.toString();
  }

  private static boolean isOdd(String text, int at, char c) {
    if (c == '/') {
      return text.startsWith("/", at + 1) || isDots(text, at + 1);
    }
    return c == ';' || c == '\\' || c == '#' || isControl(c) || isBlankAtAnEdge(text, at, c);
  }

  /** Whether a segment {@code .} or {@code ..} begins here. */
  private static boolean isDots(String text, int from) {
    if (!text.startsWith(".", from)) {
      return false;
    }
    int end = text.startsWith("..", from) ? from + 2 : from + 1;
    return end == text.length() || "/?#".indexOf(text.charAt(end)) >= 0;
  }

  private static boolean isBlankAtAnEdge(String text, int at, char c) {
    return c == ' '
        && (at == 0
            || at + 1 == text.length()
            || text.charAt(at - 1) == '/'
            || text.charAt(at + 1) == '/');
  }

  private static boolean isControl(char c) {
    return c < ' ' || (c >= 127 && c < 160);
  }

  private static int delimiter(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '?' || c == '#' || c == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String until(String path, int end) {
    return end < 0 ? path : path.substring(0, end);
  }
}
