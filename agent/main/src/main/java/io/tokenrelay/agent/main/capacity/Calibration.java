package io.tokenrelay.agent.main.capacity;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.issuer.Announced;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.settings.VerificationProperties;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Collections;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Measures what things cost on this machine, with the agent's own code and this JVM's providers.
 */
public final class Calibration {
  private static final int MEASUREMENTS = 6;
  private static final int TOKENS = 256;
  private static final long CACHE_BYTES = 4_000_000;
  private static final int RECORD = 16_000;
  private static final int GCM_BITS = 128;

  private final Algorithm algorithm;
  private final int tokenBytes;
  private final long each;

  /**
   * @param algorithm of the issuer's tokens
   * @param tokenBytes their length
   * @param seconds that all measurements together take
   */
  public Calibration(Algorithm algorithm, int tokenBytes, double seconds) {
    this.algorithm = algorithm;
    this.tokenBytes = tokenBytes;
    this.each = (long) (seconds * 1e9 / MEASUREMENTS);
  }

  /**
   * Runs on the thread that calls, and takes a second or two more to make keys.
   *
   * @throws GeneralSecurityException if this JVM has no such signatures
   * @throws IOException if no temporary files can be written
   */
  public Costs measure() throws GeneralSecurityException, IOException {
    Tokens tokens = new Tokens(algorithm, tokenBytes);
    byte[][] texts = new byte[TOKENS][];
    for (int user = 0; user < TOKENS; user++) {
      texts[user] = tokens.token(user);
    }
    Path folder = Files.createTempDirectory("capacity");
    try {
      Path keys = Files.write(folder.resolve("jwks.json"), bytes(tokens.jwks()));
      double signing = nanos(() -> tokens.sign(texts[0]));
      Handshakes handshakes = handshakes(folder);
      return new Costs(
          verification(keys, 0, texts),
          verification(keys, CACHE_BYTES, texts),
          signing,
          encryption(),
          handshakes == null ? Double.NaN : nanos(handshakes::full),
          handshakes == null ? Double.NaN : nanos(handshakes::resumed));
    } finally {
      delete(folder);
    }
  }

  /** With no room in the cache, every token is judged from scratch. */
  private double verification(Path keys, long cacheBytes, byte[][] texts) throws IOException {
    try (CachingTokenVerifier verifier = verifier(keys, cacheBytes)) {
      int[] next = {0};
      return nanos(
          () -> {
            next[0] = next[0] + 1 == texts.length ? 0 : next[0] + 1;
            verify(verifier, texts[next[0]]);
          });
    } catch (GeneralSecurityException wrong) {
      throw new IOException(wrong);
    }
  }

  /** As a container does, with a new String each time. */
  private static void verify(TokenVerifier verifier, byte[] text) throws GeneralSecurityException {
    Verdict verdict =
        verifier.verify(new String(text, StandardCharsets.ISO_8859_1), Admission.UNLIMITED);
    if (verdict.outcome() != Verdict.Outcome.VALID) {
      throw new GeneralSecurityException("a token of the calibration is " + verdict.outcome());
    }
  }

  private static CachingTokenVerifier verifier(Path keys, long cacheBytes) {
    Values issuer =
        Values.of("capacity")
            .with(IssuerProperties.URI, Tokens.ISSUER)
            .with(IssuerProperties.AUDIENCES, Collections.singletonList("estate"))
            .with(IssuerProperties.JWKS_FILE, keys.toString());
    return CachingTokenVerifier.create(
        new VerifierSettings(
            Values.defaults().with(VerificationProperties.CACHE_MAX_BYTES, cacheBytes),
            Collections.singletonList(IssuerSettings.of(issuer, Announced.TO_NOBODY))),
        new Counters(),
        System::currentTimeMillis);
  }

  /** For a kilobyte of a large record (RFC 5116), at both ends. */
  private double encryption() throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
    byte[] record = new byte[RECORD];
    byte[] nonce = new byte[12];
    long[] next = {0};
    double nanos =
        nanos(
            () -> {
              long value = next[0]++;
              for (int i = 0; i < 8; i++) {
                nonce[i] = (byte) (value >>> (8 * i));
              }
              GCMParameterSpec fresh = new GCMParameterSpec(GCM_BITS, nonce);
              cipher.init(Cipher.ENCRYPT_MODE, key, fresh);
              byte[] sent = cipher.doFinal(record);
              cipher.init(Cipher.DECRYPT_MODE, key, fresh);
              cipher.doFinal(sent);
            });
    return nanos * 1_000 / RECORD;
  }

  /** Null where there is no keytool, or no TLS. */
  private static @Nullable Handshakes handshakes(Path folder) {
    try {
      Handshakes handshakes = Handshakes.in(folder);
      handshakes.full();
      return handshakes;
    } catch (IOException | GeneralSecurityException none) {
      return null;
    }
  }

  private double nanos(Stopwatch.Work work) throws GeneralSecurityException {
    try {
      return Stopwatch.nanos(each, work);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void delete(Path folder) {
    File[] files = folder.toFile().listFiles();
    for (File file : files == null ? new File[0] : files) {
      file.delete();
    }
    folder.toFile().delete();
  }
}
