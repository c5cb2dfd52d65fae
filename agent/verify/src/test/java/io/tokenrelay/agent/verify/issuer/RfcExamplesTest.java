package io.tokenrelay.agent.verify.issuer;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.TestIssuer;
import io.tokenrelay.agent.verify.TestKeys;
import io.tokenrelay.agent.verify.TestSettings;
import io.tokenrelay.agent.verify.Verifiers;
import io.tokenrelay.agent.verify.issuer.RfcExamples.Example;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the RFCs signed is signed for us, too; and what of it is a token is trusted in its time. */
class RfcExamplesTest {
  /** Of the claims of RFC 7515: 2011-03-22T18:43:00Z. */
  private static final long EXPIRY = 1_300_819_380_000L;

  @TempDir Path directory;

  static List<Example> all() {
    return RfcExamples.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void isJudgedAsItsSectionSays(Example example) throws Exception {
    assumeRuntimeFor(example);
    try (CachingTokenVerifier verifier = verifier(example, EXPIRY - 1_000)) {
      assertThat(verifier.verify(example.token, UNLIMITED).reason()).isEqualTo(example.reason);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void isAuthenticToTheLetter(Example example) throws Exception {
    assumeTrue(example.authentic);
    assumeRuntimeFor(example);
    assertThat(isSigned(example, example.token)).isTrue();
    int dot = example.token.lastIndexOf('.');
    for (int at : new int[] {2, dot - 2, dot + 2}) { // header, payload, signature
      char other = example.token.charAt(at) == 'A' ? 'B' : 'A';
      String changed = example.token.substring(0, at) + other + example.token.substring(at + 1);
      assertThat(isSigned(example, changed)).as("letter %d", at).isFalse();
    }
  }

  @Test
  void expiresWhenItSays() throws Exception {
    for (Example example : RfcExamples.all()) {
      if (example.reason == null) {
        try (CachingTokenVerifier verifier = verifier(example, EXPIRY + 60_000)) {
          assertThat(verifier.verify(example.token, UNLIMITED).reason()).isEqualTo(Reason.EXPIRED);
        }
      }
    }
  }

  @Test
  void threeOfThemAreTokens() throws Exception {
    assertThat(RfcExamples.all().stream().filter(example -> example.reason == null)).hasSize(3);
    for (Example example : RfcExamples.all()) {
      if (example.reason == null) {
        try (CachingTokenVerifier verifier = verifier(example, EXPIRY)) {
          assertThat(verifier.verify(example.token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
        }
      }
    }
  }

  private static void assumeRuntimeFor(Example example) {
    boolean known = Security.getAlgorithms("Signature").contains("ED25519");
    assumeTrue(known || !example.edwards, "needs Java 15");
  }

  /** Of the signature alone, with the key that the header asks for. */
  private boolean isSigned(Example example, String token) throws Exception {
    int dot = token.lastIndexOf('.');
    String header = example.token.substring(0, example.token.indexOf('.'));
    String json = new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
    String algorithm = json.replaceAll("(?s).*\"alg\":\"(.*?)\".*", "$1");
    boolean named = json.contains("bilbo");
    byte[] bytes = token.getBytes(StandardCharsets.US_ASCII);
    byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
    for (VerificationKey key :
        keys(example).candidates(named ? "bilbo.baggins@hobbiton.example" : null, algorithm)) {
      if (key.fits(algorithm, signature.length)
          && key.check(algorithm).verify(bytes, dot, signature)) {
        return true;
      }
    }
    return false;
  }

  private static KeySet keys(Example example) throws Exception {
    if (example.secret == null) {
      return KeyDocument.parse(
              RfcExamples.keys(), "the RFCs", IssuerSettings.PUBLIC_KEY_ALGORITHMS, -1)
          .keys();
    }
    byte[] secret = Base64.getUrlDecoder().decode(example.secret);
    return KeySet.configured(
        Collections.singletonList(
            VerificationKey.secret(secret, IssuerSettings.SECRET_ALGORITHMS)));
  }

  private CachingTokenVerifier verifier(Example example, long now) throws Exception {
    TestKeys source;
    if (example.secret == null) {
      source = TestKeys.jwksFile(Verifiers.file(directory, "jwks", RfcExamples.keys()).toString());
    } else {
      byte[] secret = Base64.getUrlDecoder().decode(example.secret);
      source = TestKeys.secretFile(Files.write(directory.resolve("secret"), secret).toString());
    }
    IssuerSettings joe = TestIssuer.issuer("joe", "joe").keySource(source).build();
    return Verifiers.create(
        TestSettings.of(Collections.singletonList(joe)).build(), new Counters(), () -> now);
  }
}
