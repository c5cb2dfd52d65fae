package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Measured;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.cache.HitShare;
import io.tokenrelay.agent.verify.cache.TextHash;
import io.tokenrelay.agent.verify.cache.TokenCaches;
import io.tokenrelay.agent.verify.cache.TokenText;
import io.tokenrelay.agent.verify.judge.Issuers;
import io.tokenrelay.agent.verify.judge.Judgement;
import io.tokenrelay.agent.verify.judge.TokenJudge;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.jwt.CompactJws;
import io.tokenrelay.agent.verify.jwt.MalformedTokenException;
import io.tokenrelay.agent.verify.revocation.TokenStatus;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import io.tokenrelay.bootstrap.StackRoom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks tokens up in the caches, and has unknown ones judged. Created with the first token or the
 * first keys, since it loads Caffeine.
 *
 * <p>The text is looked up before it is scanned: only canonical texts are cached, and an entry is
 * found by comparing the whole text, so whatever is found is canonical, and a hit does not pay for
 * the scan.
 */
final class TokenLookup implements Measured {
  private final Counters counters;
  private final LongSupplier clock;
  private final long skew;
  private final TokenCaches caches;
  private final HitShare hitShare;
  private final @Nullable Revocation revocation;
  private final SingleJudge judge;

  TokenLookup(
      VerifierSettings settings,
      Issuers issuers,
      TokenJudge judge,
      Counters counters,
      LongSupplier clock) {
    this.counters = counters;
    this.clock = clock;
    this.skew = settings.clockSkew().toMillis();
    this.revocation =
        VerifierSettings.isRevokedBy("none", settings.values())
            ? null
            : new Revocation(settings, issuers, counters, clock);
    this.caches = new TokenCaches(settings.values());
    this.hitShare = new HitShare(() -> counters.of(Event.VERIFIED_CACHE_HIT));
    this.judge = new SingleJudge(judge, caches, revocation, clock);
  }

  Verdict find(String compact, Requirements by, Admission admission) {
    long now = clock.getAsLong();
    caches.at(now);
    TokenText token = caches.key(compact);
    Judgement found = caches.good(token, now);
    if (found == null) {
      return miss(token, by, admission, now);
    }
    counters.count(Event.VERIFIED_CACHE_HIT);
    return hit(found, token, by, now);
  }

  private Verdict hit(Judgement found, TokenText token, Requirements by, long now) {
    Reason wrong = found.wrongTime(now, skew);
    TokenStatus status = found.status();
    if (wrong == null && status != null) {
      TokenStatus.Standing standing = status.at(now);
      if (standing == TokenStatus.Standing.UNKNOWN) {
        counters.count(Event.KEYS_UNAVAILABLE);
        return Verdict.unavailable();
      }
      if (standing == TokenStatus.Standing.REVOKED) {
        wrong = Reason.REVOKED;
      }
    }
    if (wrong == null) {
      return verdict(found, token, by);
    }
    caches.forget(token);
    return Verdict.invalid(wrong);
  }

  /**
   * A token known to be bad costs nothing: the limit applies to the rest.
   *
   * @throws StackOverflowError if there is too little room for what may be used for the first time
   */
  private Verdict miss(TokenText token, Requirements by, Admission admission, long now) {
    byte[] bytes = TextHash.bytes(token.text());
    TokenText stranger = caches.strangersKey(token.text(), bytes);
    Judgement judgement = caches.bad(stranger, now);
    if (judgement == null) {
      counters.count(Event.TOKEN_NOT_CACHED);
      if (!admission.isGranted()) {
        counters.count(Event.TOKEN_LIMITED);
        return Verdict.limited();
      }
      StackRoom.need();
      judgement = judge.judge(token, stranger, bytes, by, admission);
      if (judgement.verdict().outcome() == Outcome.VALID) {
        hitShare.verified(now);
      }
    } else if (judgement.verdict().outcome() == Outcome.INVALID) {
      counters.count(Event.INVALID_CACHE_HIT);
    }
    if (judgement.verdict().outcome() == Outcome.UNAVAILABLE) {
      counters.count(Event.KEYS_UNAVAILABLE);
    }
    return verdict(judgement, token, by);
  }

  /**
   * With grants that say which of today's rules the token meets. The rules may have changed since
   * it was judged; its signature has not, so only its claims are read again.
   */
  private Verdict verdict(Judgement judgement, TokenText token, Requirements by) {
    Token judged = judgement.verdict().token();
    if (judged == null || by.areJudgedIn(judged.grants())) {
      return judgement.verdict();
    }
    StackRoom.need();
    try {
      Claims claims = Claims.parse(CompactJws.of(token.text()).payload());
      Verdict anew = Verdict.valid(claims.token(token.text(), judged.issuer(), by));
      caches.rememberGood(token, judgement.withVerdict(anew));
      return anew;
    } catch (MalformedTokenException e) {
      throw new IllegalStateException("a token that was parsed before", e);
    }
  }

  /** Starts the background work. Not to be called by a request. */
  void start() {
    if (revocation != null) {
      revocation.start();
    }
  }

  void close() {
    if (revocation != null) {
      revocation.close();
    }
  }

  /** Makes the threads check the clock. */
  void wake() {
    if (revocation != null) {
      revocation.wake();
    }
  }

  @Override
  public void measure(Measurements to) {
    caches.at(clock.getAsLong()); // where no request has done so for long
    caches.measure(to);
  }

  void forgetWithdrawn() {
    caches.forgetWithdrawn();
  }

  /** How many verified tokens are remembered. */
  long remembered() {
    return caches.goodEntries();
  }
}
