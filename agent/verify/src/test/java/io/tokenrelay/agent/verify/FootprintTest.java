package io.tokenrelay.agent.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.Counters;
import io.tokenrelay.agent.relay.Verdict.Outcome;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.KeySource;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a remembered token holds of the heap: as much as the cache reckons, and no more. */
class FootprintTest {
  private static final int TOKENS = 4_000;
  private static final String ROLES = Signer.encode(new byte[510]);

  @TempDir Path directory;

  @Test
  void aRememberedTokenHoldsLittleMoreThanItsText() {
    Path secret = Verifiers.file(directory, "secret", "a secret of no less than 32 characters");
    IssuerSettings issuer = Verifiers.issuer(KeySource.secretFile(secret.toString())).build();
    try (CachingTokenVerifier verifier =
        CachingTokenVerifier.create(
            VerifierSettings.of(Collections.singletonList(issuer))
                .caching(Caching.builder().maxBytes(64L << 20).build())
                .build(),
            new Counters(),
            () -> Verifiers.NOW)) {
      Signer signer = Signer.secret("a secret of no less than 32 characters");
      verify(verifier, signer, -1);
      long before = heap();
      int length = 0;
      for (int i = 0; i < TOKENS; i++) {
        length = verify(verifier, signer, i);
      }
      long each = (heap() - before) / TOKENS;
      assertThat(verifier.remembered()).isEqualTo(TOKENS + 1);
      assertThat(each)
          .as("bytes for each remembered token of %d characters", length)
          .isBetween((long) length, (long) length + TokenCaches.ENTRY_BYTES);
    }
  }

  private static int verify(CachingTokenVerifier verifier, Signer signer, int user) {
    String token =
        signer.token(
            "HS256",
            Verifiers.claims(
                "\"aud\":\"orders\",\"azp\":\"shop\",\"jti\":\""
                    + (user + 1_000_000)
                    + "\",\"roles\":\""
                    + ROLES
                    + "\""));
    assertThat(verifier.verify(token).outcome()).isEqualTo(Outcome.VALID);
    return token.length();
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
