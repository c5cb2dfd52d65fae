package io.tokenrelay.agent.config;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the operator can set: everything that is known about it, and the key with which
 * the code that it configures reads it, {@code values.get(STALE_MAX)}. Written down nowhere else;
 * defined in the {@link Table} of its domain. Immutable.
 */
public final class Property<T> {
  public static final String PREFIX = "tokenrelay.";

  /** The names of all properties that name a secret's file end like this. */
  private static final String SECRET_FILE = "secret-file";

  private final Scope scope;
  private final String name;
  private final @Nullable String shortName;
  private final Type<T> type;
  private final @Nullable String defaultText;
  private final @Nullable String cautiousText;
  private final String whenRefused;
  private final String meaning;
  private final boolean changesAtRunTime;

  Property(
      Scope scope,
      String name,
      @Nullable String shortName,
      Type<T> type,
      @Nullable String defaultText,
      @Nullable String cautiousText,
      String whenRefused,
      String meaning,
      boolean changesAtRunTime) {
    this.scope = scope;
    this.name = name;
    this.shortName = shortName;
    this.type = type;
    this.defaultText = defaultText;
    this.cautiousText = cautiousText;
    this.whenRefused = whenRefused;
    this.meaning = meaning;
    this.changesAtRunTime = changesAtRunTime;
  }

  public Scope scope() {
    return scope;
  }

  /** The name without its prefix: {@code jwks-uri}. */
  public String name() {
    return name;
  }

  /** The name as the page shows it: {@code tokenrelay.issuer.<name>.jwks-uri}. */
  public String fullName() {
    return fullName("<name>");
  }

  /** The full name for one of the scope's objects. */
  public String fullName(String of) {
    return scope == Scope.AGENT ? PREFIX + name : scope.prefix() + of + '.' + name;
  }

  /** The short form if there is only one: {@code tokenrelay.jwks-uri}; null if it has none. */
  public @Nullable String shortName() {
    return shortName;
  }

  /** The name that an operator would write for one of them: the short one, if any. */
  public String nameOf(String of) {
    return shortName != null && of.equals(scope.only()) ? shortName : fullName(of);
  }

  /** Null if it has no default. */
  public @Nullable String defaultText() {
    return defaultText;
  }

  /** What is used instead of an invalid value: the default, or something stricter. */
  public @Nullable String cautiousText() {
    return cautiousText;
  }

  public String meaning() {
    return meaning;
  }

  /** Whether a running service uses another value as soon as it is set; others need a restart. */
  public boolean changesAtRunTime() {
    return changesAtRunTime;
  }

  /** Completes the sentence "is not ...". */
  public String allowed() {
    return type.allowed();
  }

  /** Whether an empty text is a value: a list that is empty unless something is in it. */
  public boolean canBeEmpty() {
    return "".equals(defaultText);
  }

  boolean holdsPairs() {
    return type.holdsPairs();
  }

  /** What happens if a value is refused, for the operator to read. */
  String whenRefused() {
    return whenRefused;
  }

  /**
   * Null if the text is not allowed.
   *
   * @throws IllegalArgumentException saying what is wrong with it, if its domain can be more
   *     precise than "not allowed"
   */
  public @Nullable T parse(String text) {
    return type.parse(text);
  }

  /** A configured text, safe to print: it may be a secret instead of the name of its file. */
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

  /** Parsed on demand: starting does not pay for defaults that nobody reads. */
  @Nullable T byDefault() {
    return defaultText == null ? null : type.parse(defaultText);
  }

  @Override
  public String toString() {
    return fullName();
  }
}
