package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.claims;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.limit.FailureLimit;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Junk from one address buys a bounded number of public-key operations. */
class FailureLimitedTest {
  private static final Signer SIGNER = Signer.rsa("r");
  private static final Signer STRANGER = Signer.rsa("r");
  private static final int BURST = 5;

  @TempDir Path directory;
  private final Counters counters = new Counters();
  private FailureLimit limit = FailureLimit.of(TimeUnit.HOURS.toNanos(1), BURST);
  private CachingTokenVerifier verifier;

  @BeforeEach
  void start() {
    Path file = Verifiers.file(directory, "jwks", Signer.jwks(SIGNER));
    IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksFile(file.toString())).build();
    verifier =
        Verifiers.create(
            TestSettings.of(Collections.singletonList(issuer)).build(),
            counters,
            () -> Verifiers.NOW);
  }

  @AfterEach
  void stop() {
    verifier.close();
  }

  private static String token(Signer signer, int number) {
    return signer.token("RS256", claims("\"jti\":\"" + number + "\""));
  }

  private Admission from(String address) {
    return From.address(address, limit);
  }

  private Verdict sendJunk(String address, int number) {
    return verifier.verify(token(STRANGER, number), from(address));
  }

  @Test
  void checksNoMoreFalseSignaturesThanAreAllowed() {
    for (int i = 0; i < 50; i++) {
      Verdict verdict = sendJunk("203.0.113.7", i);
      assertThat(verdict.reason())
          .isEqualTo(i < BURST ? Reason.SIGNATURE : Reason.TOO_MANY_FAILURES);
    }
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(BURST);
    assertThat(counters.of(Event.TOKEN_LIMITED)).isEqualTo(45);
  }

  @Test
  void saysThatItCannotTellRatherThanThatTheTokenIsBad() {
    for (int i = 0; i < BURST; i++) {
      sendJunk("203.0.113.7", i);
    }
    String good = token(SIGNER, 1);
    assertThat(verifier.verify(good, from("203.0.113.7")).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(verifier.verify(good, from("203.0.113.8")).outcome()).isEqualTo(Outcome.VALID);
    assertThat(verifier.verify(good, from("203.0.113.7")).outcome())
        .as("what is known to be good is good for everyone")
        .isEqualTo(Outcome.VALID);
  }

  @Test
  void countsKeyIdsThatMayBeMadeUp() {
    try (Idp idp = new Idp(Signer.jwks(SIGNER));
        CachingTokenVerifier remote =
            Verifiers.create(
                TestSettings.of(
                        Collections.singletonList(
                            Verifiers.issuer(TestKeys.jwksUri(idp.jwksUri())).build()))
                    .build(),
                counters,
                () -> Verifiers.NOW,
                () -> 1)) {
      Await.until(
          "the keys are there",
          () -> remote.verify(token(SIGNER, 0), UNLIMITED).outcome() == Outcome.VALID);
      idp.answers(Idp.status(503, ""));
      Signer madeUp = Signer.rsa("made-up");
      for (int i = 0; i < 50; i++) {
        assertThat(
                remote
                    .verify(madeUp.token("RS256", claims("\"jti\":" + i)), from("203.0.113.7"))
                    .reason())
            .isEqualTo(i < BURST ? Reason.KEYS_UNAVAILABLE : Reason.TOO_MANY_FAILURES);
      }
      assertThat(remote.verify(token(SIGNER, 1), from("203.0.113.8")).outcome())
          .isEqualTo(Outcome.VALID);
    }
  }

  @Test
  void countsNeitherGoodTokensNorWhatIsFoundBadWithoutASignature() {
    Admission address = from("203.0.113.7");
    for (int i = 0; i < 50; i++) {
      assertThat(verifier.verify(token(SIGNER, i), address).outcome()).isEqualTo(Outcome.VALID);
      String old =
          SIGNER.token("RS256", "{\"iss\":\"" + Verifiers.ISSUER + "\",\"exp\":" + i + "}");
      assertThat(verifier.verify(old, address).reason()).isEqualTo(Reason.EXPIRED);
      assertThat(verifier.verify("a.b.c" + i, address).reason()).isEqualTo(Reason.MALFORMED);
    }
    assertThat(counters.of(Event.TOKEN_LIMITED)).isZero();
  }

  @Test
  void countsOneBadTokenOnceHoweverOftenItComes() {
    for (int i = 0; i < 50; i++) {
      assertThat(sendJunk("203.0.113.7", 0).reason()).isEqualTo(Reason.SIGNATURE);
    }
    assertThat(counters.of(Event.TOKEN_LIMITED)).isZero();
  }

  private static String withoutKeyId(Signer signer, int number) {
    return signer.sign("ES256", "{\"alg\":\"ES256\"}", claims("\"jti\":\"" + number + "\""));
  }

  private CachingTokenVerifier withTwelveKeys(Signer[] signers) {
    for (int i = 0; i < signers.length; i++) {
      signers[i] = Signer.ec("k" + i, "secp256r1");
    }
    limit = FailureLimit.of(TimeUnit.HOURS.toNanos(1), 30);
    Path file = Verifiers.file(directory, "twelve", Signer.jwks(signers));
    IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksFile(file.toString())).build();
    return Verifiers.create(
        TestSettings.of(Collections.singletonList(issuer)).build(), counters, () -> Verifiers.NOW);
  }

  @Test
  void triesEveryKeyForATokenThatNamesNone() {
    Signer[] signers = new Signer[12];
    try (CachingTokenVerifier twelve = withTwelveKeys(signers)) {
      for (int i = 0; i < 100; i++) {
        assertThat(twelve.verify(withoutKeyId(signers[i % 12], i), from("203.0.113.7")).outcome())
            .isEqualTo(Outcome.VALID);
      }
    }
  }

  @Test
  void chargesEveryKeyThatAFalseSignatureWasCheckedWith() {
    Signer stranger = Signer.ec("s", "secp256r1");
    try (CachingTokenVerifier twelve = withTwelveKeys(new Signer[12])) {
      for (int i = 0; i < 50; i++) {
        assertThat(twelve.verify(withoutKeyId(stranger, i), from("203.0.113.7")).reason())
            .isEqualTo(i < 3 ? Reason.SIGNATURE : Reason.TOO_MANY_FAILURES);
      }
      assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(36);
    }
  }
}
