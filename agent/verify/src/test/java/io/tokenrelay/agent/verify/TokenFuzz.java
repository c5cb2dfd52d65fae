package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;

/**
 * What Jazzer calls, guided by the branches that it sees taken: {@code ./mvnw verify -pl
 * agent/verify -am -Pfuzz -Dfuzz.seconds=600}. It needs no class of Jazzer's, so the ordinary tests
 * call it as well, with random bytes.
 */
public final class TokenFuzz {
  private static final Counters COUNTERS = new Counters();
  private static final Signer RSA = Signer.rsa("r");
  private static final CachingTokenVerifier VERIFIER = verifier();

  private TokenFuzz() {}

  /** The bytes as a token, and as header and payload of an unsigned one. */
  public static void fuzzerTestOneInput(byte[] data) {
    int split = 0;
    while (split < data.length && data[split] != 0) {
      split++;
    }
    byte[] header = Arrays.copyOf(data, split);
    byte[] payload = Arrays.copyOfRange(data, Math.min(split + 1, data.length), data.length);
    refused(new String(data, StandardCharsets.ISO_8859_1));
    refused(parts(header, payload));
    refused(parts(RSA.header("RS256").getBytes(StandardCharsets.UTF_8), data));
    refused(parts(data, Verifiers.claims("").getBytes(StandardCharsets.UTF_8)));
  }

  private static String parts(byte[] header, byte[] payload) {
    return Signer.encode(header)
        + "."
        + Signer.encode(payload)
        + "."
        + Signer.encode(new byte[256]);
  }

  private static void refused(String token) {
    Outcome outcome = VERIFIER.verify(token, UNLIMITED).outcome();
    boolean first = outcome == Outcome.UNAVAILABLE; // an unknown kid has the keys looked for, once
    if (outcome == Outcome.VALID || (first && COUNTERS.of(Event.KEYS_UNAVAILABLE) > 1_000)) {
      throw new AssertionError(outcome + ": " + token);
    }
    if (COUNTERS.of(Event.INTERNAL_ERROR) > 0) {
      throw new AssertionError("an error inside: " + token);
    }
  }

  private static CachingTokenVerifier verifier() {
    try {
      Path directory = Files.createTempDirectory("fuzz");
      Path file = Verifiers.file(directory, "jwks", Signer.jwks(RSA));
      IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksFile(file.toString())).build();
      CachingTokenVerifier verifier =
          Verifiers.standingStill(
              TestSettings.of(Collections.singletonList(issuer)).build(), COUNTERS);
      verifier.verify(
          RSA.token("RS256", Verifiers.claims("")), UNLIMITED); // waits until they are read
      Files.delete(file);
      Files.delete(directory);
      return verifier;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
