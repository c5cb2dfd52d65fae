package io.tokenrelay.agent.verify.jwt;

/**
 * What a token looks like that is no JWT: a {@code b64token} (RFC 6750 §2.1), and not something
 * that begins like a JWT, whose other spellings are nobody's token.
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
