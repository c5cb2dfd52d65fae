package io.tokenrelay.agent.relay;

import java.util.List;

/**
 * The audience rule: a token that names a service's absolute URL in {@code aud} was issued for that
 * service and may go there.
 */
final class Audience {
  private Audience() {}

  /** Whether one of the audiences is an absolute URL of this host. Does not allocate. */
  static boolean names(List<String> audiences, HostName host) {
    for (int i = 0; i < audiences.size(); i++) {
      if (hostIs(audiences.get(i), host.text())) {
        return true;
      }
    }
    return false;
  }

  private static boolean hostIs(String audience, String host) {
    if (!audience.regionMatches(true, 0, "http://", 0, 7)
        && !audience.regionMatches(true, 0, "https://", 0, 8)) {
      return false;
    }
    int start = audience.indexOf(':') + 3;
    if (start < audience.length() && audience.charAt(start) == '[') {
      start++;
    }
    if (!audience.regionMatches(true, start, host, 0, host.length())) {
      return false;
    }
    int end = start + host.length();
    if (end < audience.length() && (audience.charAt(end) == '.' || audience.charAt(end) == ']')) {
      end++;
    }
    return endsAuthority(audience, end);
  }

  /** A user name ends in {@code @}: {@code https://orders:80@evil.example} is evil's. */
  private static boolean endsAuthority(String audience, int at) {
    for (int i = at; i < audience.length(); i++) {
      char c = audience.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return true;
      }
      boolean port = (i == at) ? c == ':' : c >= '0' && c <= '9';
      if (!port) {
        return false;
      }
    }
    return true;
  }
}
