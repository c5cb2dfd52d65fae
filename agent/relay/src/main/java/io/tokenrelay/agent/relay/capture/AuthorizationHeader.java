package io.tokenrelay.agent.relay.capture;

/** {@code Authorization: Bearer} (RFC 6750 §2.1): any case; RFC 9110 §11.6.2: spaces. */
final class AuthorizationHeader extends HeaderSource {
  private static final String BEARER = "Bearer";
  private static final String DPOP = "DPoP";

  AuthorizationHeader() {
    super("Authorization");
  }

  @Override
  Presented read(String value, int maxBytes) {
    if (CredentialsList.isIn(value)) {
      return Presented.SEVERAL;
    }
    if (hasScheme(value, DPOP)) {
      return Presented.DPOP;
    }
    if (!hasScheme(value, BEARER)) {
      return Presented.NOTHING;
    }
    int canonical = BEARER.length() + 1;
    int start = canonical;
    while (start < value.length() && value.charAt(start) == ' ') {
      start++;
    }
    if (value.length() - start > maxBytes) {
      return Presented.TOO_LARGE;
    }
    return value.length() < start
        ? Presented.MALFORMED
        : TokenShape.of(value.substring(start), start == canonical ? value : null);
  }

  private static boolean hasScheme(String value, String scheme) {
    int length = scheme.length();
    return value.regionMatches(true, 0, scheme, 0, length)
        && (value.length() == length || value.charAt(length) == ' ');
  }
}
