package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.relay.Verdict;
import io.tokenrelay.agent.relay.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.VerificationKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A verdict with what its remembering depends on. */
final class Judgement {
  private final Verdict verdict;
  private final @Nullable VerificationKey key;
  private final long notBefore;
  private final long expiresAt;
  private final boolean costly;

  private Judgement(
      Verdict verdict,
      @Nullable VerificationKey key,
      long notBefore,
      long expiresAt,
      boolean costly) {
    this.verdict = verdict;
    this.key = key;
    this.notBefore = notBefore;
    this.expiresAt = expiresAt;
    this.costly = costly;
  }

  static Judgement valid(Verdict verdict, VerificationKey key, Claims claims) {
    return new Judgement(verdict, key, claims.notBefore(), claims.expiresAt(), true);
  }

  /** Found out before any public-key operation: cheaper to find out again than to remember. */
  static Judgement cheap(Reason reason) {
    return new Judgement(Verdict.invalid(reason), null, 0, 0, false);
  }

  /** Found out by a public-key operation: worth remembering for a while. */
  static Judgement costly(Reason reason) {
    return new Judgement(Verdict.invalid(reason), null, 0, 0, true);
  }

  /** An authentic token that does not grant enough: worth remembering for a while as well. */
  static Judgement insufficient(Reason reason, Set<String> scopes) {
    return new Judgement(Verdict.insufficient(reason, scopes), null, 0, 0, true);
  }

  /** Cannot be had now: never remembered. */
  static Judgement unavailable() {
    return new Judgement(Verdict.unavailable(), null, 0, 0, false);
  }

  Verdict verdict() {
    return verdict;
  }

  boolean isValid() {
    return verdict.outcome() == Verdict.Outcome.VALID;
  }

  boolean isCostly() {
    return costly;
  }

  /** Whether the key that it rests on is no longer the issuer's. */
  boolean isWithdrawn() {
    return key != null && key.isWithdrawn();
  }

  /** What has become of a valid token with time, or null. */
  @Nullable Reason wrongTime(long now, long skew) {
    if (now - skew >= expiresAt) {
      return Reason.EXPIRED;
    }
    return now + skew < notBefore ? Reason.NOT_YET_VALID : null;
  }
}
