package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static io.tokenrelay.agent.verify.Verifiers.claims;
import static io.tokenrelay.agent.verify.Verifiers.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.settings.VerificationProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachesTest {
  private static final Signer RSA = Signer.rsa("r");
  private static final Signer EC = Signer.ec("e", "secp256r1");
  private static final Signer STRANGER = Signer.rsa("r");

  @TempDir Path directory;
  private final AtomicLong now = new AtomicLong(NOW);
  private final Counters counters = new Counters();
  private CachingTokenVerifier verifier;

  @BeforeEach
  void start() {
    verifier = verifier(Values.defaults());
  }

  @AfterEach
  void stop() {
    verifier.close();
  }

  private CachingTokenVerifier verifier(Values caching) {
    Path file = Verifiers.file(directory, "jwks", Signer.jwks(RSA, EC));
    IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksFile(file.toString())).build();
    return Verifiers.create(
        TestSettings.of(Collections.singletonList(issuer)).with(caching).build(),
        counters,
        now::get);
  }

  @Test
  void runsWithTheCaffeineOfThisBuild() {
    String location =
        String.valueOf(Caffeine.class.getProtectionDomain().getCodeSource().getLocation());
    assertThat(location).contains("caffeine-" + System.getProperty("caffeine.version", ""));
  }

  @Test
  void tellsWhatItsCachesHoldAndHowLongSignaturesTook() {
    String token = EC.token("ES256", claims(""));
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    assertThat(verifier.verify(STRANGER.token("RS256", claims("")), UNLIMITED).outcome())
        .isEqualTo(Outcome.INVALID);

    Map<String, Double> values = Figures.of(counters, verifier);

    assertThat(values)
        .containsEntry("CACHE_ENTRIES verified", 1.0)
        .containsEntry("CACHE_ENTRIES invalid", 1.0)
        .containsEntry("CACHE_EVICTIONS verified size", 0.0)
        .containsEntry("CACHE_EVICTIONS verified expired", 0.0)
        .containsEntry("KEY_FETCH_DURATION main success", 1.0)
        .containsEntry("KEYS main", 2.0)
        .containsEntry("KEY_FETCHES main success", 1.0)
        .containsEntry("KEY_STALENESS main", 0.0);
    assertThat(values.keySet())
        .filteredOn(name -> name.startsWith("SIGNATURE_DURATION"))
        .extracting(name -> name.substring(0, "SIGNATURE_DURATION ES256".length()))
        .containsExactly("SIGNATURE_DURATION ES256", "SIGNATURE_DURATION RS256");
    assertThat(values.get("CACHE_SIZE verified")).isBetween(400.0 + token.length(), 10_000.0);
    assertThat(values.get("CACHE_LIMIT verified")).isEqualTo(32.0 * 1024 * 1024);
    assertThat(counters.of(Event.VERIFIED_CACHE_HIT)).isEqualTo(1);
    assertThat(counters.of(Event.TOKEN_NOT_CACHED)).isEqualTo(2);
  }

  @Test
  void verifiesOnceHoweverManyThreadsMeetANewToken() throws Exception {
    for (int round = 0; round < 20; round++) {
      String token = EC.token("ES256", claims("\"jti\":\"" + round + "\""));
      long before = counters.of(Event.SIGNATURE_CHECKED);
      for (Verdict verdict : atOnce(64, token)) {
        assertThat(verdict.outcome()).isEqualTo(Outcome.VALID);
      }
      assertThat(counters.of(Event.SIGNATURE_CHECKED) - before).isEqualTo(1);
    }
  }

  @Test
  void verifiesOnceInAStampedeOfAThousandThreads() throws Exception {
    String token = EC.token("ES256", claims(""));
    for (Verdict verdict : atOnce(1_000, token)) {
      assertThat(verdict.outcome()).isEqualTo(Outcome.VALID);
    }
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(1);
    assertThat(verifier.remembered()).isEqualTo(1);
  }

  @Test
  void checksABadTokenOnceHoweverManyThreadsBringIt() throws Exception {
    String token = STRANGER.token("RS256", claims(""));
    for (Verdict verdict : atOnce(64, token)) {
      assertThat(verdict.reason()).isEqualTo(Reason.SIGNATURE);
    }
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(1);
    assertThat(verifier.verify(token, UNLIMITED).reason()).isEqualTo(Reason.SIGNATURE);
    assertThat(counters.of(Event.INVALID_CACHE_HIT)).isPositive();
  }

  @Test
  void remembersABadTokenForTenSecondsOnly() {
    String token = STRANGER.token("RS256", claims(""));
    verifier.verify(token, UNLIMITED);
    now.addAndGet(9_999);
    verifier.verify(token, UNLIMITED);
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(1);
    now.addAndGet(2);
    verifier.verify(token, UNLIMITED);
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(2);
  }

  @Test
  void neverRemembersABadTokenAsGood() {
    String good = RSA.token("RS256", claims(""));
    String bad = good.substring(0, good.lastIndexOf('.') + 1) + Signer.encode(new byte[256]);
    for (int i = 0; i < 10; i++) {
      assertThat(verifier.verify(good, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
      assertThat(verifier.verify(bad, UNLIMITED).reason()).isEqualTo(Reason.SIGNATURE);
    }
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(2);
  }

  @Test
  void looksAtTheClockOnEveryHit() {
    String token =
        RSA.token("RS256", "{\"iss\":\"" + Verifiers.ISSUER + "\",\"exp\":" + seconds(30) + "}");
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    now.addAndGet(89_999);
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    now.addAndGet(1);
    assertThat(verifier.verify(token, UNLIMITED).reason()).isEqualTo(Reason.EXPIRED);
    assertThat(verifier.verify(token, UNLIMITED).reason()).isEqualTo(Reason.EXPIRED);
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(1);
  }

  @Test
  void looksAtNotBeforeOnEveryHit() {
    String token = RSA.token("RS256", claims("\"nbf\":" + seconds(0)));
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    now.addAndGet(-61_000);
    assertThat(verifier.verify(token, UNLIMITED).reason()).isEqualTo(Reason.NOT_YET_VALID);
  }

  @Test
  void verifiesAgainAfterTenMinutes() {
    String token =
        RSA.token(
            "RS256", "{\"iss\":\"" + Verifiers.ISSUER + "\",\"exp\":" + seconds(36_000) + "}");
    verifier.verify(token, UNLIMITED);
    now.addAndGet(Duration.ofMinutes(10).toMillis() + 1);
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(2);
    assertThat(Figures.of(verifier))
        .containsEntry("CACHE_EVICTIONS verified expired", 1.0)
        .containsEntry("CACHE_EVICTIONS verified size", 0.0);
  }

  @Test
  void isNotFilledByOtherSpellingsOfAGoodToken() {
    String token = EC.token("ES256", claims(""));
    verifier.verify(token, UNLIMITED);
    for (int i = 0; i < token.length(); i++) {
      for (String stray : new String[] {"=", "\n", " ", "\u00e9", "+", "%"}) {
        Verdict verdict =
            verifier.verify(token.substring(0, i) + stray + token.substring(i), UNLIMITED);
        assertThat(verdict.reason()).isEqualTo(Reason.MALFORMED);
      }
    }
    assertThat(verifier.remembered()).isEqualTo(1);
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(1);
    assertThat(counters.of(Event.INVALID_CACHE_HIT)).isZero();
  }

  /** Thousands of texts around the signature of one good token, whose hash they all share. */
  @Test
  void keepsNothingOfWhatBorrowsAGoodSignature() {
    String token = RSA.token("RS256", claims(""));
    verifier.verify(token, UNLIMITED);
    String signature = token.substring(token.lastIndexOf('.'));
    for (int i = 0; i < 8_192; i++) {
      String forged = Signer.encode("{\"alg\":\"RS256\",\"x\":" + i + "}");
      String text = forged + token.substring(token.indexOf('.'), token.lastIndexOf('.'));
      assertThat(verifier.verify(text + signature, UNLIMITED).outcome()).isEqualTo(Outcome.INVALID);
    }
    assertThat(verifier.remembered()).isEqualTo(1);
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
  }

  @Test
  void countsDifferentTokensFromTheFirstReadingOn() {
    assertThat(verifier.verify(EC.token("ES256", claims("")), UNLIMITED).outcome())
        .isEqualTo(Outcome.VALID);
    assertThat(Figures.of(verifier)).doesNotContainKey("TOKENS_DISTINCT ");
    for (int i = 0; i < 3; i++) {
      for (int user = 0; user < 20; user++) {
        String claims = claims("\"sub2\":\"user" + user + "\"");
        verifier.verify(RSA.token("RS256", claims), UNLIMITED);
        verifier.verify(STRANGER.token("RS256", claims), UNLIMITED);
      }
      assertThat(Figures.of(verifier).get("TOKENS_DISTINCT ")).isBetween(15.0, 21.0);
    }
    now.addAndGet(Duration.ofMinutes(6).toMillis());
    assertThat(Figures.of(verifier)).containsEntry("TOKENS_DISTINCT ", 0.0);
  }

  @Test
  void staysWithinItsBytes() {
    try (CachingTokenVerifier small =
        verifier(Values.defaults().with(VerificationProperties.CACHE_MAX_BYTES, 20_000L))) {
      for (int i = 0; i < 200; i++) {
        String token = RSA.token("RS256", claims("\"jti\":\"" + i + "\""));
        assertThat(small.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
      }
      assertThat(small.remembered()).isBetween(1L, 20_000L / 800);
      assertThat(Figures.of(small))
          .containsEntry("CACHE_EVICTIONS verified size", 200.0 - small.remembered())
          .containsEntry("CACHE_EVICTIONS verified expired", 0.0);
    }
  }

  @Test
  void distinguishesTokensThatDifferInASingleCharacter() {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      tokens.add(RSA.token("RS256", claims("\"sub2\":\"user" + i + "\"")));
    }
    for (int round = 0; round < 3; round++) {
      for (String token : tokens) {
        assertThat(verifier.verify(new String(token), UNLIMITED).token().compact())
            .isEqualTo(token);
      }
    }
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(50);
  }

  private List<Verdict> atOnce(int threads, String token) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CyclicBarrier together = new CyclicBarrier(threads);
    try {
      List<Callable<Verdict>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        tasks.add(
            () -> {
              String own = new String(token);
              together.await();
              return verifier.verify(own, UNLIMITED);
            });
      }
      List<Verdict> verdicts = new ArrayList<>();
      for (Future<Verdict> verdict : pool.invokeAll(tasks)) {
        verdicts.add(verdict.get());
      }
      return verdicts;
    } finally {
      pool.shutdownNow();
    }
  }
}
