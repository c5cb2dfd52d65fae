package io.tokenrelay.agent.verify.judge;

import io.tokenrelay.agent.verify.issuer.IssuerKeys;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.jwt.TypeRule;

/**
 * One issuer as {@link TokenJudge} sees it: its settings, its rules for {@code typ} and lifetime,
 * its keys.
 */
public final class IssuerRules {
  private final IssuerSettings settings;
  private final TypeRule types;
  private final LifetimeRule lifetime;
  private final IdTokenNotice idTokens = new IdTokenNotice();
  private final IssuerKeys keys;

  IssuerRules(IssuerSettings settings, LifetimeRule lifetime, IssuerKeys keys) {
    this.settings = settings;
    this.types =
        settings.isOfTransactions() ? TypeRule.ofTransactions() : new TypeRule(settings.types());
    this.lifetime = lifetime;
    this.keys = keys;
  }

  public IssuerSettings settings() {
    return settings;
  }

  TypeRule types() {
    return types;
  }

  LifetimeRule lifetime() {
    return lifetime;
  }

  IdTokenNotice idTokens() {
    return idTokens;
  }

  public IssuerKeys keys() {
    return keys;
  }
}
