package io.tokenrelay.agent.relay;

import java.util.Arrays;

/** Tokens for tests: the shape of a JWS, no signature worth the name. */
final class TestTokens {
  static final String ISSUER = "https://idp.example/realms/x";
  static final long NEVER = Long.MAX_VALUE;

  private TestTokens() {}

  static String compact(String subject) {
    return "eyJhbGciOiJub25lIn0." + subject + ".c2lnbmF0dXJl";
  }

  static Token.Builder of(String subject) {
    return Token.verified(compact(subject), ISSUER).subject(subject).expiresAt(NEVER);
  }

  static Token forAudiences(String... audiences) {
    return of("alice").audiences(Arrays.asList(audiences)).build();
  }
}
