package io.tokenrelay.agent.verify.judge;

import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerKeys;
import io.tokenrelay.agent.verify.issuer.VerificationKey;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.revocation.TokenStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A verdict, with what decides whether and how long it is cached. */
public final class Judgement {
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

  /** Found before any public-key operation: cheaper to find again than to cache. */
  static Judgement cheap(Reason reason) {
    return new Judgement(Verdict.invalid(reason), null, 0, 0, 0, null);
  }

  /** Found by a public-key operation: worth caching for a while. */
  public static Judgement costly(Reason reason) {
    return afterChecks(reason, 1);
  }

  /**
   * The same after several, one for each key that may have signed the token.
   *
   * @param checks how many; 0 when the length of the signature was enough
   */
  static Judgement afterChecks(Reason reason, int checks) {
    return new Judgement(Verdict.invalid(reason), null, 0, 0, checks, null);
  }

  /** An authentic token that does not grant enough: worth caching for a while too. */
  static Judgement insufficient(Reason reason, Set<String> scopes) {
    return new Judgement(Verdict.insufficient(reason, scopes), null, 0, 0, 1, null);
  }

  /** No verdict now: not worth caching. */
  public static Judgement unavailable() {
    return new Judgement(Verdict.unavailable(), null, 0, 0, 0, null);
  }

  /** No verdict for any token of this issuer until it has keys, which are requested. */
  static Judgement unavailable(IssuerKeys issuer) {
    return unavailable()
        .withStatus(
            now -> {
              if (!issuer.current().isEmpty()) {
                return TokenStatus.Standing.OUTDATED;
              }
              issuer.refresh();
              return TokenStatus.Standing.UNKNOWN;
            });
  }

  /** No verdict now, for a reason that the sender can make up. */
  static Judgement suspended() {
    return new Judgement(Verdict.unavailable(), null, 0, 0, 1, null);
  }

  /** This judgement, for as long as the status of its token allows. */
  public Judgement withStatus(TokenStatus status) {
    return new Judgement(verdict, key, notBefore, expiresAt, checks, status);
  }

  /** This judgement, with another verdict on the same token. */
  public Judgement withVerdict(Verdict verdict) {
    return new Judgement(verdict, key, notBefore, expiresAt, checks, status);
  }

  public Verdict verdict() {
    return verdict;
  }

  public boolean isValid() {
    return verdict.outcome() == Verdict.Outcome.VALID;
  }

  /** Whether it is cheaper to cache that it is bad than to find out again. */
  public boolean isWorthRemembering() {
    return verdict.outcome() == Verdict.Outcome.UNAVAILABLE ? status != null : isCostly();
  }

  public boolean isCostly() {
    return checks > 0;
  }

  /** How many public-key operations, or questions to an issuer, it took. */
  public int checks() {
    return checks;
  }

  /** Whether the issuer has withdrawn the key that it relies on. */
  public boolean isWithdrawn() {
    return key != null && key.isWithdrawn();
  }

  /** Whether it no longer holds, so that the token must be judged again. */
  public boolean isGone(long now) {
    return isWithdrawn() || (status != null && status.at(now) == TokenStatus.Standing.OUTDATED);
  }

  /** What the issuer currently says about the token; null when it says nothing. */
  public @Nullable TokenStatus status() {
    return status;
  }

  /** Whether time has made a valid token invalid, and why; null if it has not. */
  public @Nullable Reason wrongTime(long now, long skew) {
    if (now - skew >= expiresAt) {
      return Reason.EXPIRED;
    }
    return now + skew < notBefore ? Reason.NOT_YET_VALID : null;
  }
}
