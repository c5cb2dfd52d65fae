package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.relay.AccessRules;
import io.tokenrelay.agent.relay.Counters;
import io.tokenrelay.agent.relay.Event;
import io.tokenrelay.agent.relay.Verdict;
import io.tokenrelay.agent.relay.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerKeys;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.KeySet;
import io.tokenrelay.agent.verify.issuer.VerificationKey;
import io.tokenrelay.agent.verify.signature.SignatureCheck;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges a token afresh. What costs little comes first, so that junk buys no public-key operation;
 * what is answered 403 comes last, so that it is said only of authentic tokens.
 */
final class TokenJudge {
  private final Map<String, IssuerRules> issuers;
  private final AccessRules rules;
  private final long skew;
  private final Counters counters;
  private final LongSupplier clock;

  TokenJudge(
      Map<String, IssuerRules> issuers,
      AccessRules rules,
      long skew,
      Counters counters,
      LongSupplier clock) {
    this.issuers = issuers;
    this.rules = rules;
    this.skew = skew;
    this.counters = counters;
    this.clock = clock;
  }

  Judgement judge(String compact) {
    long dots = CompactForm.dots(compact);
    if (dots < 0) {
      return Judgement.cheap(Reason.MALFORMED);
    }
    try {
      return judge(compact, CompactForm.firstDot(dots), CompactForm.secondDot(dots));
    } catch (MalformedTokenException | RuntimeException e) {
      return Judgement.cheap(Reason.MALFORMED);
    }
  }

  private Judgement judge(String compact, int firstDot, int secondDot)
      throws MalformedTokenException {
    byte[] ascii = compact.getBytes(StandardCharsets.ISO_8859_1);
    TokenHeader header = TokenHeader.parse(CompactForm.decode(ascii, 0, firstDot));
    Claims claims = Claims.parse(CompactForm.decode(ascii, firstDot + 1, secondDot));
    String iss = claims.issuer();
    IssuerRules issuer = iss == null ? null : issuers.get(iss);
    if (issuer == null) {
      return Judgement.cheap(Reason.UNKNOWN_ISSUER);
    }
    Reason wrong = cheaplyWrong(header, claims, issuer);
    if (wrong != null) {
      return Judgement.cheap(wrong);
    }
    KeySet keys = keys(issuer.keys());
    if (keys.isEmpty()) {
      return Judgement.unavailable();
    }
    List<VerificationKey> candidates = keys.candidates(header.keyId(), header.algorithm());
    if (candidates.isEmpty()) {
      return withoutKey(header, issuer.keys(), keys);
    }
    Judgement judgement =
        signature(
            compact,
            Arrays.copyOf(ascii, secondDot),
            header.algorithm(),
            candidates,
            claims,
            issuer);
    if (header.keyId() == null && !judgement.isValid()) {
      issuer.keys().mayStillCome(); // perhaps there is a newer key; the next try will know
    }
    return judgement;
  }

  private @Nullable Reason cheaplyWrong(TokenHeader header, Claims claims, IssuerRules issuer) {
    IssuerSettings settings = issuer.settings();
    if (!settings.algorithms().contains(header.algorithm())) {
      return Reason.ALGORITHM;
    }
    if (!issuer.types().accepts(header.type()) || !issuer.types().accepts(claims.json())) {
      return Reason.TYPE;
    }
    long now = clock.getAsLong();
    Reason wrongTime = claims.wrongTime(now, skew);
    if (wrongTime != null) {
      return wrongTime;
    }
    return issuer.lifetime().refuses(claims, now)
        ? Reason.LIFETIME
        : claims.wrongAudience(settings.audiences());
  }

  private static KeySet keys(IssuerKeys issuer) {
    KeySet keys = issuer.current();
    if (keys.isEmpty() && issuer.mayStillCome()) {
      issuer.awaitFirst();
      keys = issuer.current();
    }
    return keys;
  }

  private static Judgement withoutKey(TokenHeader header, IssuerKeys issuer, KeySet keys) {
    if (keys.knows(header.keyId())) {
      return Judgement.cheap(Reason.ALGORITHM);
    }
    return issuer.mayStillCome() ? Judgement.unavailable() : Judgement.cheap(Reason.UNKNOWN_KEY);
  }

  private Judgement signature(
      String compact,
      byte[] signed,
      String algorithm,
      List<VerificationKey> candidates,
      Claims claims,
      IssuerRules issuer) {
    String signature = compact.substring(signed.length + 1);
    boolean costly = false;
    for (VerificationKey key : candidates) {
      if (!key.fits(algorithm, signature)) {
        continue;
      }
      costly = true;
      if (isGood(key, algorithm, signed, signature)) {
        IssuerSettings settings = issuer.settings();
        Reason missing = claims.missing(settings.requiredClaims(), settings.requiredScopes());
        if (missing != null) {
          return Judgement.insufficient(missing, settings.requiredScopes());
        }
        issuer.lifetime().observe(claims, settings, clock.getAsLong(), counters);
        return Judgement.valid(
            Verdict.valid(claims.token(compact, settings.uri(), rules)), key, claims);
      }
    }
    return costly ? Judgement.costly(Reason.SIGNATURE) : Judgement.cheap(Reason.SIGNATURE);
  }

  private boolean isGood(VerificationKey key, String algorithm, byte[] signed, String signature) {
    SignatureCheck check = key.check(algorithm);
    counters.count(Event.SIGNATURE_CHECKED);
    try {
      return check != null && check.verify(signed, signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      counters.count(Event.INTERNAL_ERROR);
      return false;
    }
  }
}
