package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.verify.cache.TokenCaches;
import io.tokenrelay.agent.verify.cache.TokenText;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.judge.Judgement;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a remembered token holds of the heap: as much as the cache reckons, and no more. */
class FootprintTest {
  /** A node of a {@code ConcurrentHashMap}, and its share of the table and of Caffeine's sketch. */
  private static final int MAP_BYTES = 32 + 16 + 16;

  private static final String ROLES = Signer.encode(new byte[510]);

  @TempDir Path directory;

  @Test
  void aRememberedTokenHoldsLittleMoreThanItsText() throws Exception {
    Path secret = Verifiers.file(directory, "secret", "a secret of no less than 32 characters");
    IssuerSettings issuer = Verifiers.issuer(TestKeys.secretFile(secret.toString())).build();
    try (CachingTokenVerifier verifier =
        Verifiers.create(
            TestSettings.of(Collections.singletonList(issuer)).build(),
            new Counters(),
            () -> Verifiers.NOW)) {
      Signer signer = Signer.secret("a secret of no less than 32 characters");
      String other = verified(verifier, signer, 1);
      String token = verified(verifier, signer, 2);

      TokenCaches caches = (TokenCaches) field(verifier.tokens(), "caches");
      TokenText key = caches.key(token);
      TokenText others = caches.key(other);
      Judgement judgement = caches.good(key, Verifiers.NOW);
      assertThat(judgement.verdict().token().digest()).hasSize(16); // held from then on
      long bytes =
          MAP_BYTES
              + HeldBytes.of(nodes(caches).get(key))
              + HeldBytes.ofOnly(
                  Arrays.asList(key, judgement),
                  Arrays.asList(others, caches.good(others, Verifiers.NOW)));
      assertThat(bytes)
          .as("bytes for a remembered token of %d characters", token.length())
          .isBetween((long) token.length(), (long) token.length() + TokenCaches.ENTRY_BYTES);
    }
  }

  /** The map within the cache, whose values are the cache's own nodes. */
  private static Map<?, ?> nodes(TokenCaches caches) throws ReflectiveOperationException {
    return (Map<?, ?>) field(((Cache<?, ?>) field(caches, "good")).asMap(), "data");
  }

  private static Object field(Object object, String name) throws ReflectiveOperationException {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(object);
        }
      }
    }
    throw new NoSuchFieldException(name);
  }

  private static String verified(CachingTokenVerifier verifier, Signer signer, int user) {
    String token =
        signer.token(
            "HS256",
            Verifiers.claims(
                    "\"aud\":\"orders\",\"azp\":\"shop\",\"jti\":\""
                        + (user + 1_000_000)
                        + "\",\"roles\":\""
                        + ROLES
                        + "\"")
                .replace("ada", "71c2a9d4-0b4e-4a0f-9a55-1c3f5e7a0b1" + user));
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    return token;
  }
}
