package io.tokenrelay.agent.verify.jwt;

/**
 * What a token that is not a JWT looks like: a {@code b64token} (RFC 6750 §2.1) that does not begin
 * like a JWT, since a JWT in another spelling is not a token.
 */
public final class OpaqueForm {
  private OpaqueForm() {}

  public static boolean fits(String token) {
    if (token.isEmpty() || isThreeParts(token) || token.startsWith("eyJ")) {
      return false;
    }
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "-._~+/=".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isThreeParts(String token) {
    int first = token.indexOf('.');
    int second = first < 0 ? -1 : token.indexOf('.', first + 1);
    return second > 0 && token.indexOf('.', second + 1) < 0;
  }
}
