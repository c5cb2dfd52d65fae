package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.claims;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlgorithmsTest {
  private static final Signer RSA = Signer.rsa("r");
  private static final Signer P256 = Signer.ec("e256", "secp256r1");
  private static final Signer P384 = Signer.ec("e384", "secp384r1");
  private static final Signer P521 = Signer.ec("e521", "secp521r1");
  private static final Signer ED = Signer.ed25519("ed");

  @TempDir Path directory;

  static List<Object[]> all() {
    return Arrays.asList(
        new Object[][] {
          {"RS256", RSA}, {"RS384", RSA}, {"RS512", RSA},
          {"PS256", RSA}, {"PS384", RSA}, {"PS512", RSA},
          {"ES256", P256}, {"ES384", P384}, {"ES512", P521},
          {"EdDSA", ED}, {"Ed25519", ED}
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void verifiesOnceAndThenRemembers(String algorithm, Signer signer) {
    Counters counters = new Counters();
    String token = signer.token(algorithm, claims(""));
    try (CachingTokenVerifier verifier = verifier(counters)) {
      for (int i = 0; i < 10; i++) {
        assertThat(verifier.verify(new String(token), UNLIMITED).outcome())
            .isEqualTo(Outcome.VALID);
      }
    }
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(1);
    assertThat(counters.of(Event.VERIFIED_CACHE_HIT)).isEqualTo(9);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void refusesEverySignatureWithAFlippedBit(String algorithm, Signer signer) {
    String token = signer.token(algorithm, claims(""));
    int dot = token.lastIndexOf('.');
    byte[] signature = java.util.Base64.getUrlDecoder().decode(token.substring(dot + 1));
    try (CachingTokenVerifier verifier = verifier(new Counters())) {
      for (int at = 0; at < signature.length; at += 7) {
        byte[] damaged = signature.clone();
        damaged[at] ^= 1;
        Verdict verdict =
            verifier.verify(token.substring(0, dot + 1) + Signer.encode(damaged), UNLIMITED);
        assertThat(verdict.reason()).isEqualTo(Reason.SIGNATURE);
        assertThat(verifier.verify(token, UNLIMITED).outcome())
            .as("the good token right after a damaged one")
            .isEqualTo(Outcome.VALID);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void refusesSignaturesOfAnotherLength(String algorithm, Signer signer) {
    String token = signer.token(algorithm, claims(""));
    int dot = token.lastIndexOf('.');
    byte[] signature = java.util.Base64.getUrlDecoder().decode(token.substring(dot + 1));
    Counters counters = new Counters();
    try (CachingTokenVerifier verifier = verifier(counters)) {
      for (int length :
          new int[] {1, signature.length - 1, signature.length + 1, signature.length * 2}) {
        String other = Signer.encode(Arrays.copyOf(signature, length));
        assertThat(verifier.verify(token.substring(0, dot + 1) + other, UNLIMITED).reason())
            .as("%d bytes", length)
            .isEqualTo(Reason.SIGNATURE);
      }
      assertThat(counters.of(Event.SIGNATURE_CHECKED)).as("it buys no operation").isZero();
      String zero = Signer.encode(new byte[signature.length]);
      assertThat(verifier.verify(token.substring(0, dot + 1) + zero, UNLIMITED).reason())
          .isEqualTo(Reason.SIGNATURE);
    }
  }

  private CachingTokenVerifier verifier(Counters counters) {
    Path file = Verifiers.file(directory, "jwks.json", Signer.jwks(RSA, P256, P384, P521, ED));
    return Verifiers.verifier(
        Verifiers.issuer(TestKeys.jwksFile(file.toString())).build(), counters);
  }
}
