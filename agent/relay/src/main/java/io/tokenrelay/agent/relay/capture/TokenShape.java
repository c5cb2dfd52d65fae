package io.tokenrelay.agent.relay.capture;

import org.jspecify.annotations.Nullable;

/**
 * Classifies tokens by their appearance, within a text of bounded length. What looks like a JWS is
 * not checked character by character here: the verifier does that before it trusts anything.
 */
final class TokenShape {
  private TokenShape() {}

  /**
   * @param headerValue the header that the token came in, or null
   */
  static Presented of(String token, @Nullable String headerValue) {
    return looksLikeJws(token) ? Presented.token(token, headerValue) : other(token, headerValue);
  }

  /** Three parts, the first of which begins as the base64url of a JSON object does. */
  private static boolean looksLikeJws(String token) {
    if (!token.startsWith("ey") && !token.startsWith("ew")) {
      return false;
    }
    int first = token.indexOf('.');
    int second = first < 0 ? -1 : token.indexOf('.', first + 1);
    return second > 0 && token.indexOf('.', second + 1) < 0;
  }

  private static Presented other(String token, @Nullable String headerValue) {
    int dots = 0;
    boolean base64url = true;
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c == '.') {
        dots++;
      } else if (!isBase64url(c)) {
        if ("~+/=".indexOf(c) < 0) {
          return Presented.MALFORMED;
        }
        base64url = false;
      }
    }
    if (base64url && dots == 2) {
      return Presented.token(token, headerValue);
    }
    boolean jwt = token.startsWith("eyJ") && dots > 0;
    return jwt || token.isEmpty() ? Presented.MALFORMED : Presented.opaque(token, headerValue);
  }

  private static boolean isBase64url(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
