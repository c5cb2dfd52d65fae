package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerKeys;
import io.tokenrelay.agent.verify.issuer.VerificationKey;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.revocation.TokenStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A verdict with what its remembering depends on. */
final class Judgement {
  private final Verdict verdict;
  private final @Nullable VerificationKey key;
  private final long notBefore;
  private final long expiresAt;
  private final int checks;
  private final @Nullable TokenStatus status;

  private Judgement(
      Verdict verdict,
      @Nullable VerificationKey key,
      long notBefore,
      long expiresAt,
      int checks,
      @Nullable TokenStatus status) {
    this.verdict = verdict;
    this.key = key;
    this.notBefore = notBefore;
    this.expiresAt = expiresAt;
    this.checks = checks;
    this.status = status;
  }

  static Judgement valid(Verdict verdict, VerificationKey key, Claims claims) {
    return new Judgement(verdict, key, claims.notBefore(), claims.expiresAt(), 1, null);
  }

  /** Found out before any public-key operation: cheaper to find out again than to remember. */
  static Judgement cheap(Reason reason) {
    return new Judgement(Verdict.invalid(reason), null, 0, 0, 0, null);
  }

  /** Found out by a public-key operation: worth remembering for a while. */
  static Judgement costly(Reason reason) {
    return afterChecks(reason, 1);
  }

  /**
   * The same by several, one for each key that the token may have been signed with.
   *
   * @param checks how many; 0 when a look at the signature was enough
   */
  static Judgement afterChecks(Reason reason, int checks) {
    return new Judgement(Verdict.invalid(reason), null, 0, 0, checks, null);
  }

  /** An authentic token that does not grant enough: worth remembering for a while as well. */
  static Judgement insufficient(Reason reason, Set<String> scopes) {
    return new Judgement(Verdict.insufficient(reason, scopes), null, 0, 0, 1, null);
  }

  /** Cannot be had now: not worth remembering. */
  static Judgement unavailable() {
    return new Judgement(Verdict.unavailable(), null, 0, 0, 0, null);
  }

  /** Cannot be had for any token of this issuer: so until it has keys, which are asked for. */
  static Judgement unavailable(IssuerKeys issuer) {
    return unavailable()
        .standing(
            now -> {
              if (!issuer.current().isEmpty()) {
                return TokenStatus.Standing.OUTDATED;
              }
              issuer.refresh();
              return TokenStatus.Standing.UNKNOWN;
            });
  }

  /** Cannot be had now, for a reason that whoever sends it can make up. */
  static Judgement suspended() {
    return new Judgement(Verdict.unavailable(), null, 0, 0, 1, null);
  }

  /** This judgement, as long as its issuer says no other. */
  Judgement standing(TokenStatus status) {
    return new Judgement(verdict, key, notBefore, expiresAt, checks, status);
  }

  Verdict verdict() {
    return verdict;
  }

  boolean isValid() {
    return verdict.outcome() == Verdict.Outcome.VALID;
  }

  /** Whether it is cheaper to remember that it is not good than to find out again. */
  boolean isWorthRemembering() {
    return verdict.outcome() == Verdict.Outcome.UNAVAILABLE ? status != null : isCostly();
  }

  boolean isCostly() {
    return checks > 0;
  }

  /** How many public-key operations, or questions to an issuer, it took. */
  int checks() {
    return checks;
  }

  /** Whether the key that it rests on is no longer the issuer's. */
  boolean isWithdrawn() {
    return key != null && key.isWithdrawn();
  }

  /** Whether it is worth nothing any more, and the token is to be judged anew. */
  boolean isGone(long now) {
    return isWithdrawn() || (status != null && status.at(now) == TokenStatus.Standing.OUTDATED);
  }

  /** What its issuer says of the token today; null when it says nothing. */
  @Nullable TokenStatus status() {
    return status;
  }

  /** What has become of a valid token with time, or null. */
  @Nullable Reason wrongTime(long now, long skew) {
    if (now - skew >= expiresAt) {
      return Reason.EXPIRED;
    }
    return now + skew < notBefore ? Reason.NOT_YET_VALID : null;
  }
}
