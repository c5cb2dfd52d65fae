package io.tokenrelay.agent.config;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the operator may set: all that is known of it, and the key by which the code that
 * it steers reads it, {@code values.get(STALE_MAX)}. Written nowhere else. Defined in a {@link
 * Table} of its domain. Immutable.
 */
public final class Property<T> {
  public static final String PREFIX = "tokenrelay.";

  /** How the names of all properties end that name the file of a secret. */
  private static final String SECRET_FILE = "secret-file";

  private final Scope scope;
  private final String name;
  private final @Nullable String shortName;
  private final Type<T> type;
  private final @Nullable String defaultText;
  private final @Nullable String cautiousText;
  private final String whenRefused;
  private final String meaning;

  Property(
      Scope scope,
      String name,
      @Nullable String shortName,
      Type<T> type,
      @Nullable String defaultText,
      @Nullable String cautiousText,
      String whenRefused,
      String meaning) {
    this.scope = scope;
    this.name = name;
    this.shortName = shortName;
    this.type = type;
    this.defaultText = defaultText;
    this.cautiousText = cautiousText;
    this.whenRefused = whenRefused;
    this.meaning = meaning;
  }

  public Scope scope() {
    return scope;
  }

  /** The name without what comes before it: {@code jwks-uri}. */
  public String name() {
    return name;
  }

  /** The name as the page shows it: {@code tokenrelay.issuer.<name>.jwks-uri}. */
  public String fullName() {
    return fullName("<name>");
  }

  /** The name for one of those that the scope is about. */
  public String fullName(String of) {
    return scope == Scope.AGENT ? PREFIX + name : scope.prefix() + of + '.' + name;
  }

  /** The short form for the only one: {@code tokenrelay.jwks-uri}; null where there is none. */
  public @Nullable String shortName() {
    return shortName;
  }

  /** The name that an operator would write for one of them: the short one, if any. */
  public String nameOf(String of) {
    return shortName != null && of.equals(scope.only()) ? shortName : fullName(of);
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

  boolean holdsPairs() {
    return type.holdsPairs();
  }

  /** What happens where a value is refused, for the operator to read. */
  String whenRefused() {
    return whenRefused;
  }

  /**
   * Null for what is not allowed.
   *
   * @throws IllegalArgumentException saying what is wrong with it, where its domain knows better
   *     than to say what is allowed
   */
  public @Nullable T parse(String text) {
    return type.parse(text);
  }

  /** A text that is set, fit to print: a secret may stand where its file's name should. */
  String shown(String text) {
    return name.endsWith(SECRET_FILE) && !new File(text).isFile() ? "(no file)" : Shown.text(text);
  }

  /** Whether a text can be its value. */
  boolean allows(String text) {
    try {
      return !text.isEmpty() && parse(text) != null;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  List<String> wrongIn(String text) {
    return type.wrongIn(text);
  }

  @Nullable String doubt(String text) {
    return type.doubt(text);
  }

  /** Parsed when it is asked for: a start pays for no default that nobody reads. */
  @Nullable T byDefault() {
    return defaultText == null ? null : type.parse(defaultText);
  }

  @Override
  public String toString() {
    return fullName();
  }
}
