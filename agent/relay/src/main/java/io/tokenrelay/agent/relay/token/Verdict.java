package io.tokenrelay.agent.relay.token;

import io.tokenrelay.agent.meter.Event;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of verifying a token. "Bad token" and "cannot verify now" are different outcomes: the
 * second is never cached and is answered 503 or 429, never 401.
 */
public final class Verdict {
  /** The three outcomes. */
  public enum Outcome {
    VALID,
    INVALID,
    UNAVAILABLE
  }

  /** Why a token is not trusted. The names appear in logs and metrics. */
  public enum Reason {
    MALFORMED(Event.INVALID_MALFORMED),
    TOO_LARGE(Event.INVALID_TOO_LARGE),
    UNKNOWN_ISSUER(Event.INVALID_UNKNOWN_ISSUER),
    ALGORITHM(Event.INVALID_ALGORITHM),
    TYPE(Event.INVALID_TYPE),
    UNKNOWN_KEY(Event.INVALID_UNKNOWN_KEY),
    SIGNATURE(Event.INVALID_SIGNATURE),
    EXPIRED(Event.INVALID_EXPIRED),
    NOT_YET_VALID(Event.INVALID_NOT_YET_VALID),
    /** It lives longer than {@code tokenrelay.verification.max-lifetime}. */
    LIFETIME(Event.INVALID_LIFETIME),
    CLAIMS(Event.INVALID_CLAIMS),
    /** An authentic token lacks a claim that the operator requires. */
    CLAIM_MISSING(Event.INVALID_CLAIM_MISSING),
    AUDIENCE(Event.INVALID_AUDIENCE),
    SCOPE(Event.INVALID_SCOPE),
    /** Its issuer does not (or no longer) call it active. */
    INACTIVE(Event.INVALID_INACTIVE),
    /** Its issuer has revoked it. */
    REVOKED(Event.INVALID_REVOKED),
    /** A transaction token beside the token of another. */
    MIXED(Event.TXN_MIXED),
    KEYS_UNAVAILABLE(Event.KEYS_UNAVAILABLE),
    TOO_MANY_FAILURES(Event.TOKEN_LIMITED);

    private final Event event;

    Reason(Event event) {
      this.event = event;
    }

    /** What a request with such a token is counted as. */
    public Event event() {
      return event;
    }
  }

  private final Outcome outcome;
  private final @Nullable Token token;
  private final @Nullable Reason reason;
  private final Set<String> scopes;

  private Verdict(
      Outcome outcome, @Nullable Token token, @Nullable Reason reason, Set<String> scopes) {
    this.outcome = outcome;
    this.token = token;
    this.reason = reason;
    this.scopes = scopes;
  }

  public static Verdict valid(Token token) {
    return new Verdict(Outcome.VALID, token, null, Collections.<String>emptySet());
  }

  public static Verdict invalid(Reason reason) {
    return new Verdict(Outcome.INVALID, null, reason, Collections.<String>emptySet());
  }

  /**
   * An authentic token that does not grant enough.
   *
   * @param scopes the scopes that would be needed
   */
  public static Verdict insufficient(Reason reason, Set<String> scopes) {
    return new Verdict(Outcome.INVALID, null, reason, scopes);
  }

  public static Verdict unavailable() {
    return new Verdict(
        Outcome.UNAVAILABLE, null, Reason.KEYS_UNAVAILABLE, Collections.<String>emptySet());
  }

  /** Not checked, since too many bad tokens came from its address. */
  public static Verdict limited() {
    return new Verdict(
        Outcome.UNAVAILABLE, null, Reason.TOO_MANY_FAILURES, Collections.<String>emptySet());
  }

  public Outcome outcome() {
    return outcome;
  }

  /** The verified token; null unless the outcome is {@link Outcome#VALID}. */
  public @Nullable Token token() {
    return token;
  }

  /** Why not; null when the outcome is {@link Outcome#VALID}. */
  public @Nullable Reason reason() {
    return reason;
  }

  /** The scopes that an authentic token would need; empty if none are known. */
  public Set<String> scopes() {
    return scopes;
  }

  @Override
  public String toString() {
    return reason == null ? outcome.name() : outcome + " " + reason;
  }
}
