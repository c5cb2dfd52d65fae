package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static io.tokenrelay.agent.verify.Verifiers.claims;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that look like ID tokens, without saying so. */
class IdTokenTest {
  private static final Signer RSA = Signer.rsa("r");
  private static final Signer STRANGER = Signer.rsa("r");

  @TempDir Path directory;
  private final Counters counters = new Counters();
  private CachingTokenVerifier verifier;

  @BeforeEach
  void start() {
    Path file = Verifiers.file(directory, "jwks", Signer.jwks(RSA));
    IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksFile(file.toString())).build();
    verifier =
        Verifiers.create(
            TestSettings.of(Collections.singletonList(issuer)).build(), counters, () -> NOW);
  }

  @AfterEach
  void stop() {
    verifier.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`'nonce':'n'`, 1",
        "`'at_hash':'x'`, 1",
        "`'c_hash':'x'`, 1",
        "`'token_use':'id'`, 1",
        "`'token_use':'access'`, 0",
        "`'token_use':['id']`, 0",
        "`'nonce':'n','scope':''`, 0", // Keycloak before 25
        "`'at_hash':'x','scp':['a']`, 0",
        "`'auth_time':1,'acr':'1','azp':'web'`, 0",
      })
  void areTrustedAndCounted(String more, int count) {
    String token = RSA.token("RS256", claims(more.replace('\'', '"')));
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    assertThat(counters.of(Event.TOKEN_LIKE_ID)).isEqualTo(count);
  }

  @Test
  void areNoneIfTheirHeaderSaysThatTheyAreAccessTokens() {
    String header = "{\"alg\":\"RS256\",\"kid\":\"r\",\"typ\":\"application/at+jwt\"}";
    String token = RSA.sign("RS256", header, claims("\"at_hash\":\"x\""));
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    assertThat(counters.of(Event.TOKEN_LIKE_ID)).isZero();
  }

  @Test
  void areOneWarningForAnIssuerThatNamesThePropertyAndNothingOfTheToken() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      for (String hash : new String[] {"first", "second"}) {
        verifier.verify(RSA.token("RS256", claims("\"at_hash\":\"" + hash + "\"")), UNLIMITED);
      }
      assertThat(counters.of(Event.TOKEN_LIKE_ID)).isEqualTo(2);
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("issuer main", "ID token", "tokenrelay.issuer.main.typ")
          .doesNotContain("eyJ", "first");
    }
  }

  @Test
  void areNoWarningIfTheyAreNotAuthentic() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      verifier.verify(STRANGER.token("RS256", claims("\"at_hash\":\"x\"")), UNLIMITED);
      assertThat(counters.of(Event.TOKEN_LIKE_ID)).isZero();
      assertThat(log.warnings()).noneMatch(line -> line.contains("ID token"));
    }
  }
}
