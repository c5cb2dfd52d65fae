package io.tokenrelay.agent.verify.judge;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.verify.issuer.VerificationKey;
import io.tokenrelay.agent.verify.jwt.CompactJws;
import io.tokenrelay.agent.verify.jwt.TokenHeader;
import io.tokenrelay.agent.verify.signature.SignatureCheck;
import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key that has signed a token, if any, and what it took to find out. */
final class Signer {
  private final @Nullable VerificationKey key;
  private final int checks;

  private Signer(@Nullable VerificationKey key, int checks) {
    this.key = key;
    this.checks = checks;
  }

  static Signer among(
      List<VerificationKey> candidates, TokenHeader header, CompactJws token, Counters counters) {
    byte[] signature = token.signature();
    int checks = 0;
    for (VerificationKey key : candidates) {
      if (key.fits(header.algorithm(), signature.length)) {
        checks++;
        if (isGood(key, header.algorithm(), token, signature, counters)) {
          return new Signer(key, checks);
        }
      }
    }
    return new Signer(null, checks);
  }

  private static boolean isGood(
      VerificationKey key,
      String algorithm,
      CompactJws token,
      byte[] signature,
      Counters counters) {
    SignatureCheck check = key.check(algorithm);
    counters.count(Event.SIGNATURE_CHECKED);
    if (check == null) {
      return false;
    }
    long began = System.nanoTime();
    try {
      boolean good = check.verify(token.bytes(), token.signedLength(), signature);
      counters.took(Metric.SIGNATURE_DURATION, began, algorithm, check.provider());
      return good;
    } catch (GeneralSecurityException | RuntimeException e) {
      counters.count(Event.INTERNAL_ERROR);
      return false;
    }
  }

  /** Null if it is none of them. */
  @Nullable VerificationKey key() {
    return key;
  }

  /** How many signatures were checked; 0 when their length was enough. */
  int checks() {
    return checks;
  }
}
