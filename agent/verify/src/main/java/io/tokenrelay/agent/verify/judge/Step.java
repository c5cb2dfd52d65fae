package io.tokenrelay.agent.verify.judge;

import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What one rule says of a token, for an operator: never anything that is secret, and of the token
 * only what is needed to understand it, sanitised and truncated.
 */
public final class Step {
  /** The rules, in the order in which they are applied. */
  public enum Rule {
    SHAPE,
    HEADER,
    ISSUER,
    ALGORITHM,
    TYPE,
    TIMES,
    BINDING,
    LIFETIME,
    AUDIENCE,
    KEY,
    SIGNATURE,
    CLAIMS,
    SCOPES,
    INTROSPECTION,
    REVOCATION
  }

  /** What became of a rule. */
  public enum State {
    KEPT,
    BROKEN,
    /** It cannot be known now. */
    UNKNOWN,
    /** Not configured, or not reached. */
    NOT_APPLIED
  }

  private final Rule rule;
  private final State state;
  private final String detail;
  private final @Nullable String property;
  private final @Nullable Reason reason;

  private Step(
      Rule rule, State state, String detail, @Nullable String property, @Nullable Reason reason) {
    this.rule = rule;
    this.state = state;
    this.detail = detail;
    this.property = property;
    this.reason = reason;
  }

  static Step kept(Rule rule, String detail, @Nullable String property) {
    return new Step(rule, State.KEPT, detail, property, null);
  }

  static Step broken(Rule rule, Reason reason, String detail, @Nullable String property) {
    return new Step(rule, State.BROKEN, detail, property, reason);
  }

  static Step unknown(Rule rule, String detail, @Nullable String property) {
    return new Step(rule, State.UNKNOWN, detail, property, null);
  }

  /** A token that is not a JWT. */
  public static Step opaque(String detail, String property) {
    return kept(Rule.SHAPE, "not a JWT, " + detail, property);
  }

  /**
   * A rule that someone else decides, known by the verdict.
   *
   * @param verdict about a token that keeps all other rules; null if there is none
   */
  public static Step said(Rule rule, String who, @Nullable Verdict verdict, String property) {
    Reason reason = verdict == null ? null : verdict.reason();
    if (verdict == null || verdict.outcome() == Outcome.UNAVAILABLE) {
      return unknown(rule, who + " has not been asked, or has not answered", property);
    }
    return reason == null
        ? kept(rule, who + " calls it good", property)
        : broken(rule, reason, who + " does not call it good", property);
  }

  public static Step notApplied(Rule rule, String detail, @Nullable String property) {
    return new Step(rule, State.NOT_APPLIED, detail, property, null);
  }

  public Rule rule() {
    return rule;
  }

  public State state() {
    return state;
  }

  /** A clause about the token. */
  public String detail() {
    return detail;
  }

  /** The property that steers the rule; null if none does. */
  public @Nullable String property() {
    return property;
  }

  /** Why the token is not trusted; null unless the rule is broken. */
  public @Nullable Reason reason() {
    return reason;
  }

  @Override
  public String toString() {
    return rule + " " + state + " " + detail;
  }
}
