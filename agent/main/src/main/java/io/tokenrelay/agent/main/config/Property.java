package io.tokenrelay.agent.main.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the operator may set. All of them stand in {@link Definitions}; parsing, the page
 * {@code docs/configuration.md}, {@code --help} and {@code check} read nothing else.
 */
public final class Property<T> {
  static final String PREFIX = "tokenrelay.";

  /** What a property is said about. */
  public enum Scope {
    /** {@code tokenrelay.<name>}. */
    AGENT,
    /**
     * {@code tokenrelay.issuer.<issuer>.<name>}, and {@code tokenrelay.<name>} for the issuer named
     * {@link Issuer#DEFAULT_NAME}.
     */
    ISSUER,
    /** {@code tokenrelay.enforce.rule.<rule>.<name>}. */
    RULE,
    /** {@code tokenrelay.instrumentation.<instrumentation>.<name>}. */
    INSTRUMENTATION
  }

  private final Scope scope;
  private final String name;
  private final Type<T> type;
  private final String since;
  private final @Nullable String defaultText;
  private final @Nullable String cautiousText;
  private final String meaning;

  Property(
      Scope scope,
      String name,
      Type<T> type,
      String since,
      @Nullable String defaultText,
      @Nullable String cautiousText,
      String meaning) {
    this.scope = scope;
    this.name = name;
    this.type = type;
    this.since = since;
    this.defaultText = defaultText;
    this.cautiousText = cautiousText;
    this.meaning = meaning;
  }

  public Scope scope() {
    return scope;
  }

  /** The name without what comes before it: {@code jwks-uri}. */
  public String name() {
    return name;
  }

  /** The name as the table shows it: {@code tokenrelay.issuer.<name>.jwks-uri}. */
  public String fullName() {
    return fullName("<name>");
  }

  /** The name for one issuer, one rule or one instrumentation. */
  public String fullName(String of) {
    return scope == Scope.AGENT ? PREFIX + name : prefix() + of + '.' + name;
  }

  /** What stands before the name of an issuer, a rule or an instrumentation. */
  String prefix() {
    switch (scope) {
      case ISSUER:
        return PREFIX + "issuer.";
      case RULE:
        return PREFIX + "enforce.rule.";
      case INSTRUMENTATION:
        return PREFIX + "instrumentation.";
      default:
        return PREFIX;
    }
  }

  /** The short form for the only issuer: {@code tokenrelay.jwks-uri}; null for other scopes. */
  public @Nullable String shortName() {
    if (scope != Scope.ISSUER) {
      return null;
    }
    return this == Definitions.ISSUER_URI ? PREFIX + "issuer" : PREFIX + name;
  }

  public String since() {
    return since;
  }

  /** Null when the property is absent unless it is set. */
  public @Nullable String defaultText() {
    return defaultText;
  }

  /** What an invalid value stands for: the default, or less. */
  public @Nullable String cautiousText() {
    return cautiousText;
  }

  public String meaning() {
    return meaning;
  }

  /** Ends the sentence "is not ...". */
  public String allowed() {
    return type.allowed();
  }

  /**
   * Null for what is not allowed, and for a list with nothing in it: that is no way to say none.
   */
  @Nullable T parse(String text) {
    T value = type.parse(text);
    return value instanceof List && ((List<?>) value).isEmpty() && !text.isEmpty() ? null : value;
  }

  @Nullable T parsedDefault() {
    return defaultText == null ? null : type.parse(defaultText);
  }

  @Nullable T parsedCautious() {
    return cautiousText == null ? null : type.parse(cautiousText);
  }

  @Override
  public String toString() {
    return fullName();
  }
}
