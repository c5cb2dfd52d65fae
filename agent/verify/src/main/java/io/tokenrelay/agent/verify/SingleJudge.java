package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.net.Flights;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.cache.TokenCaches;
import io.tokenrelay.agent.verify.cache.TokenText;
import io.tokenrelay.agent.verify.judge.Judgement;
import io.tokenrelay.agent.verify.judge.TokenJudge;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Judges each token once at a time, checks whether it has been revoked, and caches the result. */
final class SingleJudge {
  private final TokenJudge judge;
  private final TokenCaches caches;
  private final @Nullable Revocation revocation;
  private final LongSupplier clock;
  private final Flights<TokenText, Judgement> flights = new Flights<>();

  SingleJudge(
      TokenJudge judge, TokenCaches caches, @Nullable Revocation revocation, LongSupplier clock) {
    this.judge = judge;
    this.caches = caches;
    this.revocation = revocation;
    this.clock = clock;
  }

  /**
   * @param token its key in the cache of good tokens
   * @param stranger its key in the cache of bad tokens
   * @param bytes made by {@link TextHash#bytes}
   * @param by what its grants are to say, unless a concurrent request asks for something else
   */
  Judgement judge(
      TokenText token, TokenText stranger, byte[] bytes, Requirements by, Admission admission) {
    return flights.join(stranger, mine -> judgeOnce(token, mine, bytes, by, admission));
  }

  /** Looks in the caches again first: another thread may just have finished. */
  private Judgement judgeOnce(
      TokenText token, TokenText stranger, byte[] bytes, Requirements by, Admission admission) {
    Judgement found = caches.good(token, clock.getAsLong());
    if (found == null) {
      found = caches.bad(stranger, clock.getAsLong());
    }
    if (found != null) {
      return found;
    }
    Judgement judgement = judge.judge(token.text(), by, bytes);
    if (revocation != null && judgement.isValid()) {
      judgement = revocation.judge(judgement, admission);
    }
    if (judgement.isValid()) {
      caches.rememberGood(token, judgement);
    } else if (judgement.isWorthRemembering()) {
      caches.rememberBad(stranger, judgement);
    }
    if (judgement.isCostly() && isSuspect(judgement.verdict())) {
      admission.failed(judgement.checks());
    }
    return judgement;
  }

  /** A wrong signature, or a key id that may be made up and cannot be ruled out yet. */
  private static boolean isSuspect(Verdict verdict) {
    return verdict.reason() == Reason.SIGNATURE || verdict.outcome() == Outcome.UNAVAILABLE;
  }
}
