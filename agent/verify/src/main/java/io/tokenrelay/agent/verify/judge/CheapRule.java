package io.tokenrelay.agent.verify.judge;

import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.jwt.TokenHeader;
import org.jspecify.annotations.Nullable;

/**
 * What a token of a known issuer must be before anything costly is done for it, in the order in
 * which {@link TokenJudge} asks. {@link TokenExplainer} tells what each of them says.
 */
enum CheapRule {
  ALGORITHM(Step.Rule.ALGORITHM) {
    @Override
    @Nullable Reason broken(
        TokenHeader header, Claims claims, IssuerRules issuer, long now, long skew) {
      return issuer.settings().algorithms().contains(header.algorithm()) ? null : Reason.ALGORITHM;
    }
  },
  TYPE(Step.Rule.TYPE) {
    @Override
    @Nullable Reason broken(
        TokenHeader header, Claims claims, IssuerRules issuer, long now, long skew) {
      return issuer.types().accepts(header, claims) ? null : Reason.TYPE;
    }
  },
  TIMES(Step.Rule.TIMES) {
    @Override
    @Nullable Reason broken(
        TokenHeader header, Claims claims, IssuerRules issuer, long now, long skew) {
      return claims.wrongTime(now, skew);
    }
  },
  BINDING(Step.Rule.BINDING) {
    @Override
    @Nullable Reason broken(
        TokenHeader header, Claims claims, IssuerRules issuer, long now, long skew) {
      return claims.wrongConfirmation();
    }
  },
  LIFETIME(Step.Rule.LIFETIME) {
    @Override
    @Nullable Reason broken(
        TokenHeader header, Claims claims, IssuerRules issuer, long now, long skew) {
      return issuer.lifetime().refuses(claims, now) ? Reason.LIFETIME : null;
    }
  },
  AUDIENCE(Step.Rule.AUDIENCE) {
    @Override
    @Nullable Reason broken(
        TokenHeader header, Claims claims, IssuerRules issuer, long now, long skew) {
      return claims.wrongAudience(issuer.settings().audiences());
    }
  };

  static final CheapRule[] ALL = values();

  private final Step.Rule rule;

  CheapRule(Step.Rule rule) {
    this.rule = rule;
  }

  Step.Rule rule() {
    return rule;
  }

  /** Why the token breaks it; null if it does not. */
  abstract @Nullable Reason broken(
      TokenHeader header, Claims claims, IssuerRules issuer, long now, long skew);
}
