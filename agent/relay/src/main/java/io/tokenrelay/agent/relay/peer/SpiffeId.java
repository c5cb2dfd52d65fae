package io.tokenrelay.agent.relay.peer;

import org.jspecify.annotations.Nullable;

/**
 * The name of a workload, {@code spiffe://domain/path}, as the SPIFFE-ID specification (§2) allows
 * it: one spelling for each, so that two are the same if their text is.
 */
final class SpiffeId {
  private static final String SCHEME = "spiffe://";
  private static final String EVERY_PATH = "/*";
  private static final int LONGEST = 2048;
  private static final int LONGEST_DOMAIN = 255;

  private final String text;
  private final String domain;

  private SpiffeId(String text, String domain) {
    this.text = text;
    this.domain = domain;
  }

  /** Null if the text is not the name of a workload; the bare name of a trust domain is none. */
  static @Nullable SpiffeId parse(String text) {
    int slash = text.indexOf('/', SCHEME.length());
    if (!text.startsWith(SCHEME) || text.length() > LONGEST || slash < 0) {
      return null;
    }
    String domain = text.substring(SCHEME.length(), slash);
    return isDomain(domain) && isPath(text, slash) ? new SpiffeId(text, domain) : null;
  }

  /** The trust domain in {@code spiffe://domain/*}; null if the text is anything else. */
  static @Nullable String domainOfAll(String text) {
    int end = text.length() - EVERY_PATH.length();
    if (!text.startsWith(SCHEME) || !text.endsWith(EVERY_PATH) || end <= SCHEME.length()) {
      return null;
    }
    String domain = text.substring(SCHEME.length(), end);
    return isDomain(domain) ? domain : null;
  }

  String text() {
    return text;
  }

  String domain() {
    return domain;
  }

  private static boolean isDomain(String domain) {
    for (int i = 0; i < domain.length(); i++) {
      if (!isOfBoth(domain.charAt(i))) {
        return false;
      }
    }
    return !domain.isEmpty() && domain.length() <= LONGEST_DOMAIN;
  }

  private static boolean isPath(String text, int slash) {
    for (int begin = slash + 1; begin <= text.length(); ) {
      int next = text.indexOf('/', begin);
      int end = next < 0 ? text.length() : next;
      if (!isSegment(text.substring(begin, end))) {
        return false;
      }
      begin = end + 1;
    }
    return true;
  }

  private static boolean isSegment(String segment) {
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (!isOfBoth(c) && (c < 'A' || c > 'Z')) {
        return false;
      }
    }
    return !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
  }

  private static boolean isOfBoth(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  }
}
