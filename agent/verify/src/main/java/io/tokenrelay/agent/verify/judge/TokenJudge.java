package io.tokenrelay.agent.verify.judge;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerKeys;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.KeySet;
import io.tokenrelay.agent.verify.issuer.VerificationKey;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.jwt.CompactJws;
import io.tokenrelay.agent.verify.jwt.MalformedTokenException;
import io.tokenrelay.agent.verify.jwt.TokenHeader;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import io.tokenrelay.agent.verify.warning.IssuerWarnings;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges a token from scratch. Cheap checks come first, so that junk costs no public-key operation;
 * those answered with 403 come last, so that only authentic tokens get that answer.
 */
public final class TokenJudge {
  private final Issuers issuers;
  private final long skew;
  private final Counters counters;
  private final LongSupplier clock;
  private final IssuerWarnings warnings;

  public TokenJudge(
      Issuers issuers, VerifierSettings settings, Counters counters, LongSupplier clock) {
    this.issuers = issuers;
    this.skew = settings.clockSkew().toMillis();
    this.counters = counters;
    this.clock = clock;
    this.warnings = new IssuerWarnings(settings, clock);
  }

  /**
   * @param by what its grants are to say
   * @param bytes the token's characters, one byte each
   */
  public Judgement judge(String compact, Requirements by, byte[] bytes) {
    try {
      return judge(compact, by, CompactJws.of(compact, bytes));
    } catch (MalformedTokenException | RuntimeException e) {
      return Judgement.cheap(Reason.MALFORMED);
    }
  }

  private Judgement judge(String compact, Requirements by, CompactJws token)
      throws MalformedTokenException {
    TokenHeader header = token.header();
    Claims claims = Claims.parse(token.payload());
    String iss = claims.issuer();
    IssuerRules issuer = issuers.of(iss);
    if (issuer == null) {
      warnings.unknownIssuer(iss);
      return Judgement.cheap(Reason.UNKNOWN_ISSUER);
    }
    Judgement judgement = judge(compact, by, token, header, claims, issuer);
    Reason reason = judgement.verdict().reason();
    if (reason != null) {
      warnings.untrusted(issuer.settings(), reason, header, claims);
    }
    return judgement;
  }

  private Judgement judge(
      String compact,
      Requirements by,
      CompactJws token,
      TokenHeader header,
      Claims claims,
      IssuerRules issuer) {
    Reason wrong = cheaplyWrong(header, claims, issuer);
    if (wrong != null) {
      return Judgement.cheap(wrong);
    }
    KeySet keys = keys(issuer.keys());
    if (keys.isEmpty()) {
      return Judgement.unavailable(issuer.keys());
    }
    List<VerificationKey> candidates = keys.candidates(header.keyId(), header.algorithm());
    if (candidates.isEmpty()) {
      Judgement judgement = withoutKey(header, issuer.keys(), keys);
      return issuer.keys().current() == keys
          ? judgement
          : judge(compact, by, token, header, claims, issuer); // just rotated
    }
    Signer signer = Signer.among(candidates, header, token, counters);
    if (signer.key() != null) {
      return authentic(compact, by, header, claims, issuer, signer.key());
    }
    if (header.keyId() == null) {
      issuer.keys().refresh(); // there may be a newer key, for the next attempt
    }
    return Judgement.afterChecks(Reason.SIGNATURE, signer.checks());
  }

  private @Nullable Reason cheaplyWrong(TokenHeader header, Claims claims, IssuerRules issuer) {
    long now = clock.getAsLong();
    for (CheapRule rule : CheapRule.ALL) {
      Reason broken = rule.broken(header, claims, issuer, now, skew);
      if (broken != null) {
        return broken;
      }
    }
    return null;
  }

  /** Waits for the very first ones. */
  static KeySet keys(IssuerKeys issuer) {
    KeySet keys = issuer.current();
    if (keys.isEmpty()) {
      issuer.refresh();
      issuer.awaitFirst();
      keys = issuer.current();
    }
    return keys;
  }

  private static Judgement withoutKey(TokenHeader header, IssuerKeys issuer, KeySet keys) {
    String keyId = header.keyId();
    if (keys.knows(keyId)) {
      return Judgement.cheap(Reason.ALGORITHM);
    }
    if (keyId == null) {
      issuer.refresh();
    } else if (!keys.refuses(keyId) && issuer.mayStillCome(keyId)) {
      return Judgement.suspended();
    }
    return Judgement.cheap(Reason.UNKNOWN_KEY);
  }

  private Judgement authentic(
      String compact,
      Requirements by,
      TokenHeader header,
      Claims claims,
      IssuerRules issuer,
      VerificationKey signer) {
    IssuerSettings settings = issuer.settings();
    Reason missing = claims.missing(settings.requiredClaims(), settings.requiredScopes());
    if (missing != null) {
      return Judgement.insufficient(missing, settings.requiredScopes());
    }
    issuer.lifetime().observe(claims, settings, clock.getAsLong(), counters);
    issuer.idTokens().observe(header, claims, settings, counters);
    return Judgement.valid(
        Verdict.valid(claims.token(compact, settings.issuerOf(claims), by)), signer, claims);
  }
}
