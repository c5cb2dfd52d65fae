package io.tokenrelay.agent.relay;

import java.util.BitSet;

/**
 * Which access rules a token meets. Found out once, with the token's verification, and kept instead
 * of its claims; tokens that meet the same rules share one object.
 */
public final class Grants {
  /** Of a token that nobody asked anything of. */
  static final Grants NONE = new Grants(new BitSet());

  private static final Shared<Grants> SHARED = new Shared<>();

  private final BitSet rules;

  private Grants(BitSet rules) {
    this.rules = rules;
  }

  static Grants of(BitSet rules) {
    return SHARED.share(new Grants(rules));
  }

  boolean include(int rule) {
    return rules.get(rule);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Grants && rules.equals(((Grants) other).rules);
  }

  @Override
  public int hashCode() {
    return rules.hashCode();
  }

  @Override
  public String toString() {
    return "grants " + rules;
  }
}
