package io.tokenrelay.agent.verify.introspection;

import org.jspecify.annotations.Nullable;

/** What an issuer said of a token, or that it did not say anything. Immutable. */
public final class Introspected {
  /** The three outcomes. */
  public enum Outcome {
    ACTIVE,
    INACTIVE,
    /** It cannot be asked now, or does not answer: nothing is known of the token. */
    UNKNOWN
  }

  static final Introspected UNKNOWN = new Introspected(Outcome.UNKNOWN, null, 0);

  private final Outcome outcome;
  private final @Nullable String claims;
  private final long until;

  private Introspected(Outcome outcome, @Nullable String claims, long until) {
    this.outcome = outcome;
    this.claims = claims;
    this.until = until;
  }

  static Introspected active(String claims, long until) {
    return new Introspected(Outcome.ACTIVE, claims, until);
  }

  static Introspected inactive(long until) {
    return new Introspected(Outcome.INACTIVE, null, until);
  }

  public Outcome outcome() {
    return outcome;
  }

  /** The answer (RFC 7662 §2.2), a JSON object; empty but for an active token. */
  public String claims() {
    return claims == null ? "" : claims;
  }

  /** Until when this may be believed, in milliseconds since the epoch. */
  public long until() {
    return until;
  }

  int weight() {
    return claims().length() + 200;
  }
}
