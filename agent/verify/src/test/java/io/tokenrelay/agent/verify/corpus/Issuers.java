package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.Signer;
import io.tokenrelay.agent.verify.TestIssuer;
import io.tokenrelay.agent.verify.TestKeys;
import io.tokenrelay.agent.verify.TestSettings;
import io.tokenrelay.agent.verify.Verifiers;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The issuers that the verifier of the corpus trusts, and their rules. */
final class Issuers {
  static final String MAIN = "https://main.example";
  static final String STRICT = "https://strict.example";
  static final String LISTED = "https://listed.example";
  static final String WITH_AUDIENCE = "https://audience.example";
  static final String WITH_SCOPE = "https://scope.example";
  static final String WITH_SECRET = "https://secret.example";
  static final String WITH_PEM = "https://pem.example";
  static final String ES_ONLY = "https://es.example";
  static final String CROWDED = "https://crowded.example";

  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  private Issuers() {}

  static CachingTokenVerifier verifier(Path directory, Counters counters) {
    TestKeys keys = TestKeys.jwksFile(Verifiers.file(directory, "jwks", keySet()).toString());
    List<IssuerSettings> issuers =
        Arrays.asList(
            issuer(MAIN, keys).build(),
            issuer(STRICT, keys).types(Collections.singleton("at+jwt")).build(),
            issuer(LISTED, keys).types(Arrays.asList("own+JWT", "dpop+jwt")).build(),
            issuer(WITH_AUDIENCE, keys).audiences(Arrays.asList("orders", "stock")).build(),
            issuer(WITH_SCOPE, keys)
                .requiredClaims(Arrays.asList("exp", "tenant"))
                .requiredScopes(Arrays.asList("read", "list"))
                .build(),
            issuer(WITH_SECRET, TestKeys.secretFile(secret(directory))).build(),
            issuer(WITH_PEM, TestKeys.publicKeyFile(pem(directory))).build(),
            issuer(ES_ONLY, keys).algorithms(Collections.singleton("ES256")).build(),
            issuer(CROWDED, TestKeys.jwksFile(crowd(directory))).build());
    AtomicLong ticker = new AtomicLong();
    CachingTokenVerifier verifier =
        Verifiers.standingStill(TestSettings.of(issuers).build(), counters, ticker);
    settle(verifier, ticker);
    return verifier;
  }

  private static TestIssuer issuer(String uri, TestKeys keys) {
    String name = uri.substring("https://".length(), uri.indexOf('.'));
    return TestIssuer.issuer(name, uri).keySource(keys);
  }

  /** Good keys between broken ones. */
  private static String keySet() {
    List<String> jwks =
        new ArrayList<>(
            Arrays.asList(
                "{\"kty\":\"RSA\",\"kid\":\"broken\",\"n\":\"!\",\"e\":\"AQAB\"}",
                "{\"kty\":\"EC\",\"kid\":\"off\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                "{\"kty\":\"oct\",\"kid\":\"r\",\"k\":\"AAAA\"}",
                "{\"kty\":\"new\",\"kid\":\"new\"}",
                "{}",
                "null",
                "\"key\"",
                Keys.RSA.jwk("\"x5c\":[\"no certificate\"]"),
                Keys.FOR_PS256.jwk("\"alg\":\"PS256\""),
                Keys.FOR_ENCRYPTION.jwk("\"use\":\"enc\""),
                Keys.WEAK.jwk(),
                Keys.CUBE.jwk("\"alg\":\"RS256\""),
                Keys.P256.jwk("\"key_ops\":[\"verify\"]"),
                Keys.P384.jwk(),
                Keys.P521.jwk()));
    if (Keys.hasEd25519()) {
      jwks.add(Keys.ed().jwk());
    }
    return Signer.jwks(jwks.toArray(new String[0]));
  }

  private static String crowd(Path directory) {
    String jwks = Signer.jwks(Keys.CROWD.toArray(new Signer[0]));
    return Verifiers.file(directory, "crowd", jwks).toString();
  }

  private static String pem(Path directory) {
    return Verifiers.file(directory, "pem", Keys.PEM.pem()).toString();
  }

  private static String secret(Path directory) {
    String text = new String(Keys.SECRET, StandardCharsets.US_ASCII) + "\n";
    return Verifiers.file(directory, "secret", text).toString();
  }

  /** An unknown kid is called so only when keys that were fetched since have shown it. */
  private static void settle(CachingTokenVerifier verifier, AtomicLong ticker) {
    List<String> unsettled = new ArrayList<>();
    for (Specimen specimen : Corpus.all()) {
      if (specimen.reason == Reason.UNKNOWN_KEY) {
        unsettled.add(specimen.token());
      }
    }
    while (!unsettled.isEmpty()) {
      unsettled.removeIf(
          token -> verifier.verify(token, UNLIMITED).outcome() != Outcome.UNAVAILABLE);
      Verifiers.pass(HALF_A_MINUTE, verifier, ticker);
    }
  }
}
