package io.tokenrelay.agent.relay;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.Enumeration;

/** {@code Authorization: Bearer} (RFC 6750 §2.1): any case, one space. */
final class AuthorizationHeader implements TokenSource {
  private static final String NAME = "Authorization";
  private static final String BEARER = "Bearer";
  private static final String DPOP = "DPoP";

  @Override
  public Presented find(ServerRequest request, int maxBytes) {
    String first = request.header(NAME);
    if (first == null) {
      return Presented.NOTHING;
    }
    Enumeration<String> values = request.headers(NAME);
    if (values == null || !values.hasMoreElements()) {
      return read(first, maxBytes);
    }
    Presented presented = Presented.NOTHING;
    while (values.hasMoreElements() && presented.kind() != Presented.Kind.SEVERAL) {
      presented = presented.and(read(values.nextElement(), maxBytes));
    }
    return presented;
  }

  private static Presented read(String value, int maxBytes) {
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
