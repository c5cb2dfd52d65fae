package io.tokenrelay.agent.relay.token;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which access rules a token meets. Computed once, when the token is verified, and kept instead of
 * its claims; tokens that meet the same rules share one object. It meets none of any other set of
 * rules: a token verified under yesterday's rules grants nothing under today's.
 */
public final class Grants {
  /** Those of a token when there are no rules. */
  public static final Grants NONE = new Grants(null, new BitSet());

  private static final Interner<Grants> INTERNER = new Interner<>();

  private final @Nullable Object asked;
  private final BitSet met;

  private Grants(@Nullable Object asked, BitSet met) {
    this.asked = asked;
    this.met = met;
  }

  /**
   * @param asked the rules, compared by identity
   * @param met the numbers of the rules that it meets
   */
  public static Grants of(Object asked, BitSet met) {
    return INTERNER.intern(new Grants(asked, met));
  }

  /** Whether the token meets the rule with this number, of these rules. */
  public boolean include(Object rules, int rule) {
    return asked == rules && met.get(rule);
  }

  /** Whether they were computed for these rules. */
  public boolean areOf(Object rules) {
    return asked == rules;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Grants
        && asked == ((Grants) other).asked
        && met.equals(((Grants) other).met);
  }

  @Override
  public int hashCode() {
    return met.hashCode();
  }

  @Override
  public String toString() {
    return "grants " + met;
  }
}
