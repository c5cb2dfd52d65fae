package io.tokenrelay.instrumentation.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One join point and its advice. Names only, so that nothing is loaded to read it. */
public final class Rule {
  /** The method name that stands for a constructor. */
  public static final String CONSTRUCTOR = "<init>";

  /** The name that stands for every class of an application, or for every method of a class. */
  public static final String ANY = "*";

  private final String instrumentation;
  private final String type;
  private final String method;
  private final @Nullable List<String> parameters;
  private final String advice;
  private final @Nullable String adviceText;
  private final boolean inSomeVersions;
  private final @Nullable Declared condition;
  private final Role role;
  private final @Nullable Relocation relocation;

  Rule(
      String instrumentation,
      String type,
      boolean inSomeVersions,
      @Nullable Declared condition,
      String method,
      @Nullable List<String> parameters,
      String advice,
      @Nullable String adviceText,
      Role role) {
    this(
        instrumentation,
        type,
        inSomeVersions,
        condition,
        method,
        parameters,
        advice,
        adviceText,
        role,
        null);
  }

  private Rule(
      String instrumentation,
      String type,
      boolean inSomeVersions,
      @Nullable Declared condition,
      String method,
      @Nullable List<String> parameters,
      String advice,
      @Nullable String adviceText,
      Role role,
      @Nullable Relocation relocation) {
    this.instrumentation = instrumentation;
    this.type = type;
    this.inSomeVersions = inSomeVersions;
    this.condition = condition;
    this.method = method;
    this.parameters = parameters;
    this.advice = advice;
    this.adviceText = adviceText;
    this.role = role;
    this.relocation = relocation;
  }

  /** The same for a shaded copy of the library, as a rule of another instrumentation. */
  Rule relocated(String instrumentation, Relocation relocation) {
    return new Rule(
        instrumentation,
        relocation.type(type),
        inSomeVersions,
        condition == null ? null : condition.relocated(relocation),
        method,
        parameters == null ? null : Declared.relocated(parameters, relocation),
        advice,
        adviceText,
        role,
        relocation);
  }

  /** The name of the instrumentation that it is of. */
  public String instrumentation() {
    return instrumentation;
  }

  /** Exact binary name of the class to weave, or {@link #ANY}. */
  public String type() {
    return type;
  }

  /** Exact name of the method, or {@link #CONSTRUCTOR}, or {@link #ANY}. */
  public String method() {
    return method;
  }

  /** Exact binary names of the parameter types; null for any overload. */
  public @Nullable List<String> parameters() {
    return parameters;
  }

  /** Binary name of the advice class. */
  public String advice() {
    return advice;
  }

  /** What the annotations of the advice class say, in the weaver's words; null if not packaged. */
  public @Nullable String adviceText() {
    return adviceText;
  }

  /** What depends on the advice. */
  public Role role() {
    return role;
  }

  /**
   * How the names of the library are to be renamed in the advice, and in its text; null if the
   * library is not a shaded copy.
   */
  public @Nullable Relocation relocation() {
    return relocation;
  }

  /** Whether a class of this name may lack the method without being a misfit. */
  public boolean isInSomeVersions() {
    return inSomeVersions;
  }

  /** What the class must declare to be the right one; null if its name is enough. */
  public @Nullable Declared condition() {
    return condition;
  }

  @Override
  public String toString() {
    return type + '.' + method + (parameters == null ? "(..)" : parameters) + " with " + advice;
  }
}
