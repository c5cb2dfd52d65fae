package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static io.tokenrelay.agent.verify.Verifiers.claims;
import static io.tokenrelay.agent.verify.Verifiers.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tokenrelay.verification.max-lifetime}. */
class LifetimeTest {
  private static final Signer RSA = Signer.rsa("r");
  private static final Signer STRANGER = Signer.rsa("r");
  private static final long DAY = 86_400;

  @TempDir Path directory;
  private final Counters counters = new Counters();
  private CachingTokenVerifier verifier;

  @AfterEach
  void stop() {
    verifier.close();
  }

  private void start(Duration longest, boolean rejects) {
    Path file = Verifiers.file(directory, "jwks", Signer.jwks(RSA));
    IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksFile(file.toString())).build();
    verifier =
        Verifiers.create(
            TestSettings.of(Collections.singletonList(issuer))
                .maxLifetime(longest)
                .rejectsLongLived(rejects)
                .build(),
            counters,
            () -> NOW);
  }

  /** Claims with these times, in seconds from now; 0 stands for none. */
  private static String living(long iat, long exp) {
    return "{\"iss\":\""
        + Verifiers.ISSUER
        + "\",\"exp\":"
        + seconds(exp)
        + (iat == 0 ? "" : ",\"iat\":" + seconds(iat))
        + "}";
  }

  @ParameterizedTest(name = "issued {0} s and ending {1} s from now: {2}")
  @CsvSource({
    "-1, 86399, VALID",
    "-1, 86459, VALID", // the skew
    "-1, 86460, INVALID",
    "0, 86460, VALID", // not said when it was issued: from now
    "0, 86461, INVALID",
    "-86300, 100, VALID",
    "-86400, 100, INVALID",
    "864000, 172800, INVALID", // issued in the future: from now
    "-1, 1000000000000000, INVALID",
    "-1000000000000000, 100, INVALID",
  })
  void refusesWhatLivesLonger(long iat, long exp, Outcome outcome) {
    start(Duration.ofHours(24), true);
    Verdict verdict = verifier.verify(RSA.token("RS256", living(iat, exp)), UNLIMITED);
    assertThat(verdict.outcome()).isEqualTo(outcome);
    assertThat(verdict.reason()).isEqualTo(outcome == Outcome.VALID ? null : Reason.LIFETIME);
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(outcome == Outcome.VALID ? 1 : 0);
  }

  @Test
  void warnsOnceForAnIssuerAndCountsEachToken() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      start(Duration.ofHours(24), false);
      for (int i = 1; i < 5; i++) {
        String token = RSA.token("RS256", living(-i, 30 * DAY));
        assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
        assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
      }
      assertThat(counters.of(Event.TOKEN_LONG_LIVED)).isEqualTo(4);
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("issuer main", " 720 h", "tokenrelay.verification.max-lifetime (24 h)")
          .contains("tokenrelay.verification.max-lifetime-action=reject")
          .doesNotContain("eyJ");
    }
  }

  @Test
  void saysNothingOfTokensThatAreNotAuthentic() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      start(Duration.ofHours(24), false);
      verifier.verify(STRANGER.token("RS256", living(-1, 30 * DAY)), UNLIMITED);
      assertThat(counters.of(Event.TOKEN_LONG_LIVED)).isZero();
      assertThat(log.warnings()).noneMatch(line -> line.contains("max-lifetime"));
    }
  }

  @Test
  void isNotReadIfItIsOff() {
    start(Duration.ZERO, true);
    String token = RSA.token("RS256", living(-1, 3_650 * DAY));
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    assertThat(verifier.verify(RSA.token("RS256", claims("")), UNLIMITED).outcome())
        .isEqualTo(Outcome.VALID);
    assertThat(counters.of(Event.TOKEN_LONG_LIVED)).isZero();
  }
}
