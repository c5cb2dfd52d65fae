package io.tokenrelay.agent.relay;

/** {@code Authorization: Bearer} (RFC 6750 §2.1): any case, one space. */
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
    int start = BEARER.length() + 1;
    if (value.length() - start > maxBytes) {
      return Presented.TOO_LARGE;
    }
    return value.length() < start
        ? Presented.MALFORMED
        : TokenShape.of(value.substring(start), value);
  }

  private static boolean hasScheme(String value, String scheme) {
    int length = scheme.length();
    return value.regionMatches(true, 0, scheme, 0, length)
        && (value.length() == length || value.charAt(length) == ' ');
  }
}
