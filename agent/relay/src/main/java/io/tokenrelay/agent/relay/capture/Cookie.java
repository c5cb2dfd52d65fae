package io.tokenrelay.agent.relay.capture;

import org.jspecify.annotations.Nullable;

/**
 * A cookie of the operator's choice: {@code cookie:<name>}. Read from the header itself (RFC 6265
 * §4.2.1), which every server presents alike; HTTP/2 may split it (RFC 9113 §8.2.3), so every value
 * is examined. A browser sends cookies with forged requests too: if they are a source, the
 * application needs protection against CSRF, as with any session cookie.
 */
final class Cookie extends HeaderSource {
  private final String name;

  Cookie(String name) {
    super("Cookie");
    this.name = name;
  }

  @Override
  Presented read(String header, int maxBytes) {
    Presented presented = Presented.NOTHING;
    for (int begin = 0; begin < header.length(); ) {
      int semicolon = header.indexOf(';', begin);
      int end = semicolon < 0 ? header.length() : semicolon;
      String value = value(header, begin, end);
      if (value != null) {
        presented = presented.and(presented(value, maxBytes));
      }
      begin = end + 1;
    }
    return presented;
  }

  /** The value of the pair between the two positions if it has this cookie's name, or null. */
  private @Nullable String value(String header, int begin, int end) {
    int from = begin;
    while (from < end && header.charAt(from) == ' ') {
      from++;
    }
    int equals = from + name.length();
    if (equals >= end || header.charAt(equals) != '=' || !header.startsWith(name, from)) {
      return null;
    }
    return header.substring(equals + 1, end).trim();
  }

  private static Presented presented(String value, int maxBytes) {
    int length = value.length();
    boolean quoted = length > 1 && value.charAt(0) == '"' && value.charAt(length - 1) == '"';
    String token = quoted ? value.substring(1, length - 1) : value;
    if (token.isEmpty()) {
      return Presented.NOTHING;
    }
    return token.length() > maxBytes ? Presented.TOO_LARGE : TokenShape.of(token, null);
  }

  @Override
  public String toString() {
    return "cookie:" + name;
  }
}
