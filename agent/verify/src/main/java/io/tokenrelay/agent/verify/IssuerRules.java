package io.tokenrelay.agent.verify;

/** One issuer as the judge sees it: its settings, its rule for {@code typ}, its keys. */
final class IssuerRules {
  private final IssuerSettings settings;
  private final TypeRule types;
  private final IssuerKeys keys;

  IssuerRules(IssuerSettings settings, IssuerKeys keys) {
    this.settings = settings;
    this.types = new TypeRule(settings.types());
    this.keys = keys;
  }

  IssuerSettings settings() {
    return settings;
  }

  TypeRule types() {
    return types;
  }

  IssuerKeys keys() {
    return keys;
  }
}
