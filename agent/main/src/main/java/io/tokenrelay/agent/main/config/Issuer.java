package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.config.Shown;
import io.tokenrelay.agent.config.Values;

/** One issuer whose tokens are trusted, with what was set for it. */
public final class Issuer {
  private final String uri;
  private final Values values;

  Issuer(String uri, Values values) {
    this.uri = uri;
    this.values = values;
  }

  public String name() {
    return values.name();
  }

  /** The exact value of claim {@code iss}. */
  public String uri() {
    return uri;
  }

  public Values values() {
    return values;
  }

  @Override
  public String toString() {
    return name() + " (" + Shown.text(uri) + ')';
  }
}
