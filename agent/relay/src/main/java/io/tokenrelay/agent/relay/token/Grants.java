package io.tokenrelay.agent.relay.token;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of certain access rules a token meets. Found out once, with the token's verification, and
 * kept instead of its claims; tokens that meet the same rules share one object. Of other rules than
 * those that were asked it meets none: a token that was verified under yesterday's rules grants
 * nothing under today's.
 */
public final class Grants {
  /** Of a token that nobody asked anything of. */
  public static final Grants NONE = new Grants(null, new BitSet());

  private static final Interner<Grants> INTERNER = new Interner<>();

  private final @Nullable Object asked;
  private final BitSet met;

  private Grants(@Nullable Object asked, BitSet met) {
    this.asked = asked;
    this.met = met;
  }

  /**
   * @param asked the rules, told from others by their identity
   * @param met the numbers of the rules, among those that were asked
   */
  public static Grants of(Object asked, BitSet met) {
    return INTERNER.intern(new Grants(asked, met));
  }

  /** Whether the token meets a rule of these, by its number among them. */
  public boolean include(Object rules, int rule) {
    return asked == rules && met.get(rule);
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
