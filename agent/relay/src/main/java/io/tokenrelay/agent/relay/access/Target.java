package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.net.HostName;

/**
 * Takes a request target apart (RFC 9112 §3.2): {@code /path?query}, {@code
 * scheme://authority/path?query}, {@code *}, or something else that some servers accept
 * nevertheless. In one place for all servers.
 */
final class Target {
  private static final String[] SCHEMES = {"http://", "https://"};

  private Target() {}

  /**
   * Where the path begins; -1 if that is debatable. An authority ends at the first slash, question
   * mark or number sign, and must contain nothing else that might end it.
   */
  static int pathOf(String target) {
    if (target.startsWith("/")) {
      return 0;
    }
    int authority = authorityOf(target);
    if (authority < 0) {
      return -1;
    }
    for (int i = authority; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '/') {
        return i == authority ? -1 : i;
      }
      if (!HostName.isOfAuthority(c)) {
        return -1;
      }
    }
    return authority == target.length() ? -1 : target.length();
  }

  /** The path, from where it begins to a query or the end. */
  static String pathFrom(String target, int from) {
    int query = target.indexOf('?', from);
    return target.substring(from, query < 0 ? target.length() : query);
  }

  /** Whether the client has put a slash at the end of the path. */
  static boolean endsInSlash(String target) {
    int query = target.indexOf('?');
    int end = query < 0 ? target.length() : query;
    return end > 0 && target.charAt(end - 1) == '/';
  }

  /** For the schemes http and https only: servers differ in what they do with others. */
  private static int authorityOf(String target) {
    for (String scheme : SCHEMES) {
      if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return scheme.length();
      }
    }
    return -1;
  }
}
