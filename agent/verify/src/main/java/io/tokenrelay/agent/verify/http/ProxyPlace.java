package io.tokenrelay.agent.verify.http;

import io.tokenrelay.agent.config.Type;
import org.jspecify.annotations.Nullable;

/**
 * Where a proxy is, as {@code host:port}, or {@code direct} for none. A user and a password are no
 * part of it. Neither a pattern nor a {@code Proxy}: it is read in premain.
 */
final class ProxyPlace extends Type<String> {
  static final String DIRECT = "direct";

  private static final String HTTP = "http://";
  private static final String NOT_IN_A_HOST = "/?#@\\\"' \t";

  ProxyPlace() {
    super("host:port, or direct");
  }

  @Override
  public @Nullable String parse(String text) {
    if (text.equalsIgnoreCase(DIRECT)) {
      return DIRECT;
    }
    String place = text.startsWith(HTTP) ? text.substring(HTTP.length()) : text;
    int colon = place.lastIndexOf(':');
    return colon > 0 && isHost(place.substring(0, colon)) && isPort(place.substring(colon + 1))
        ? place
        : null;
  }

  /** Any name that may be known here, one with an underscore too; an IPv6 address in brackets. */
  private static boolean isHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (NOT_IN_A_HOST.indexOf(host.charAt(i)) >= 0) {
        return false;
      }
    }
    return host.indexOf(':') < 0 || (host.startsWith("[") && host.endsWith("]"));
  }

  private static boolean isPort(String digits) {
    try {
      int port = Integer.parseInt(digits);
      return port > 0 && port <= 65_535 && Character.isDigit(digits.charAt(0));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
