package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.verify.issuer.IssuerKeys;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.jwt.TypeRule;

/**
 * One issuer as {@link TokenJudge} sees it: its settings, its rules for {@code typ} and lifetime,
 * its keys.
 */
final class IssuerRules {
  private final IssuerSettings settings;
  private final TypeRule types;
  private final LifetimeRule lifetime;
  private final IssuerKeys keys;

  IssuerRules(IssuerSettings settings, LifetimeRule lifetime, IssuerKeys keys) {
    this.settings = settings;
    this.types = new TypeRule(settings.types());
    this.lifetime = lifetime;
    this.keys = keys;
  }

  IssuerSettings settings() {
    return settings;
  }

  TypeRule types() {
    return types;
  }

  LifetimeRule lifetime() {
    return lifetime;
  }

  IssuerKeys keys() {
    return keys;
  }
}
