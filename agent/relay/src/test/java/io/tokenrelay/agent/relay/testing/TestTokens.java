package io.tokenrelay.agent.relay.testing;

import io.tokenrelay.agent.relay.token.Token;
import java.util.Arrays;

/** Tokens for tests: the shape of a JWS, no signature worth the name. */
public final class TestTokens {
  public static final String ISSUER = "https://idp.example/realms/x";
  public static final long NEVER = Long.MAX_VALUE;

  private TestTokens() {}

  public static String compact(String subject) {
    return "eyJhbGciOiJub25lIn0." + subject + ".c2lnbmF0dXJl";
  }

  public static Token.Builder of(String subject) {
    return Token.verified(compact(subject), ISSUER).subject(subject).expiresAt(NEVER);
  }

  public static Token forAudiences(String... audiences) {
    return of("alice").audiences(Arrays.asList(audiences)).build();
  }
}
