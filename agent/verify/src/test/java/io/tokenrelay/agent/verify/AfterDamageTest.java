package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JDK's Ed25519 that has thrown on a damaged signature refuses the next good one. */
class AfterDamageTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnabledForJreRange(min = JRE.JAVA_15)
  @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
  void acceptsAGoodTokenRightAfterADamagedOne(String algorithm) {
    Signer signer =
        algorithm.equals("EdDSA")
            ? Signer.ed25519("k")
            : algorithm.equals("ES256") ? Signer.ec("k", "secp256r1") : Signer.rsa("k");
    Path file = Verifiers.file(directory, "jwks", Signer.jwks(signer));
    IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksFile(file.toString())).build();
    try (CachingTokenVerifier verifier = Verifiers.verifier(issuer, new Counters())) {
      for (int i = 0; i < 40; i++) {
        String good = signer.token(algorithm, Verifiers.claims("\"jti\":\"" + i + "\""));
        assertThat(verifier.verify(damaged(good, i), UNLIMITED).outcome())
            .isEqualTo(Outcome.INVALID);
        assertThat(verifier.verify(good, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
      }
    }
  }

  /** Other bytes, the last ones too, where Ed25519 has a number that can be too great. */
  private static String damaged(String token, int number) {
    int dot = token.lastIndexOf('.') + 1;
    byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot));
    int at = number % 2 == 0 ? signature.length - 1 : number;
    signature[at] ^= (byte) 0xE0;
    return token.substring(0, dot) + Signer.encode(signature);
  }
}
