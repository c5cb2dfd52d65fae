package io.tokenrelay.agent.main.supports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is of one instrumentation in one archive. */
public final class Support {
  /** What an operator may expect. */
  public enum Verdict {
    TESTED,
    NEWER_THAN_TESTED,
    OLDER_THAN_TESTED,
    VERSION_UNKNOWN,
    /** No versions are listed for it here: see the page of what is supported. */
    NOT_LISTED,
    JOIN_POINTS_MISSING,
    /** Under another package prefix: woven only if that is configured. */
    RELOCATED
  }

  private final String instrumentation;
  private final String place;
  private final @Nullable String version;
  private final @Nullable String tested;
  private final Verdict verdict;
  private final List<String> missing;
  private final @Nullable String relocation;

  Support(
      String instrumentation,
      String place,
      @Nullable String version,
      @Nullable String tested,
      Verdict verdict,
      List<String> missing,
      @Nullable String relocation) {
    this.instrumentation = instrumentation;
    this.place = place;
    this.version = version;
    this.tested = tested;
    this.verdict = verdict;
    this.missing = missing;
    this.relocation = relocation;
  }

  public String instrumentation() {
    return instrumentation;
  }

  /** The archive, within all that it is in. */
  public String place() {
    return place;
  }

  /** Null if it is not known. */
  public @Nullable String version() {
    return version;
  }

  /** {@code oldest ... newest}; null if no version is listed. */
  public @Nullable String tested() {
    return tested;
  }

  public Verdict verdict() {
    return verdict;
  }

  /** The methods that the class files lack. */
  public List<String> missing() {
    return missing;
  }

  /** {@code original=relocated,..}, or null. */
  public @Nullable String relocation() {
    return relocation;
  }
}
