package io.tokenrelay.agent.verify.introspection;

import org.jspecify.annotations.Nullable;

/** What an issuer said about a token, or why it said nothing. Immutable. */
public final class Introspected {
  /** The outcomes. */
  public enum Outcome {
    ACTIVE,
    INACTIVE,
    /** It cannot be asked now, or does not answer. */
    UNKNOWN,
    /** It was not asked: too many inactive tokens came from that address. */
    LIMITED
  }

  static final Introspected UNKNOWN = new Introspected(Outcome.UNKNOWN, null, 0, false);
  static final Introspected LIMITED = new Introspected(Outcome.LIMITED, null, 0, false);

  private final Outcome outcome;
  private final @Nullable String claims;
  private final long until;
  private final boolean fresh;

  private Introspected(Outcome outcome, @Nullable String claims, long until, boolean fresh) {
    this.outcome = outcome;
    this.claims = claims;
    this.until = until;
    this.fresh = fresh;
  }

  static Introspected active(String claims, long until) {
    return new Introspected(Outcome.ACTIVE, claims, until, false);
  }

  static Introspected inactive(long until) {
    return new Introspected(Outcome.INACTIVE, null, until, false);
  }

  /** The same, for the caller whose request asked the issuer. */
  Introspected asked() {
    return new Introspected(outcome, claims, until, true);
  }

  /** Whether the issuer was asked for this caller just now, not for an earlier one. */
  public boolean isFresh() {
    return fresh;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** The response (RFC 7662 §2.2), a JSON object; empty unless the token is active. */
  public String claims() {
    return claims == null ? "" : claims;
  }

  /** Until when this may be trusted, in milliseconds since the epoch. */
  public long until() {
    return until;
  }

  int weight() {
    return claims().length() + 200;
  }
}
