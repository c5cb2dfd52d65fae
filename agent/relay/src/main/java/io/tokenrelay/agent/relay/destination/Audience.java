package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.agent.net.HostName;
import java.util.List;

/**
 * The audience rule: a token that names a service's absolute URL in {@code aud} was issued for that
 * service and may go there. Scheme, host and port must be the same (an origin, RFC 6454 §4):
 * anything else on that host is another service.
 */
final class Audience {
  private Audience() {}

  /**
   * Whether one of the audiences is an absolute URL of this place. Allocates only if a host is not
   * in ASCII.
   */
  static boolean names(List<String> audiences, Destination place) {
    for (int i = 0; i < audiences.size(); i++) {
      if (isOf(audiences.get(i), place)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOf(String audience, Destination place) {
    String scheme = place.isSecure() ? "https://" : "http://";
    if (!audience.regionMatches(true, 0, scheme, 0, scheme.length())) {
      return false;
    }
    int start = scheme.length();
    int end = start;
    int colon = -1;
    for (; end < audience.length() && "/?#".indexOf(audience.charAt(end)) < 0; end++) {
      char c = audience.charAt(end);
      if (c == '@' || c == '\\') {
        return false; // https://orders:80@evil.example is evil's
      }
      colon = c == ':' ? end : c == ']' ? -1 : colon;
    }
    return colon < 0
        ? place.hasDefaultPort() && isHost(audience, start, end, place.host())
        : isPort(audience, colon + 1, end, place) && isHost(audience, start, colon, place.host());
  }

  private static boolean isPort(String audience, int start, int end, Destination place) {
    int port = 0;
    for (int i = start; i < end; i++) {
      char c = audience.charAt(i);
      if (c < '0' || c > '9' || port > 65535) {
        return false;
      }
      port = port * 10 + c - '0';
    }
    return start == end ? place.hasDefaultPort() : port == place.port();
  }

  private static boolean isHost(String audience, int start, int end, HostName host) {
    for (int i = start; i < end; i++) {
      if (audience.charAt(i) >= 128) {
        HostName named = HostName.parse(audience.substring(start, end));
        return named != null && !named.isLiteral() && named.text().equals(host.text());
      }
    }
    int from = start;
    int to = end;
    if (from < to && audience.charAt(from) == '[' && audience.charAt(to - 1) == ']') {
      from++;
      to--;
    } else if (to - 1 > from && audience.charAt(to - 1) == '.') {
      to--;
    }
    String text = host.text();
    return to - from == text.length() && audience.regionMatches(true, from, text, 0, text.length());
  }
}
