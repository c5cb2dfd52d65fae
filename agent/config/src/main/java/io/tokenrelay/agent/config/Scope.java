package io.tokenrelay.agent.config;

import org.jspecify.annotations.Nullable;

/**
 * What properties are said about: the agent as a whole, or each of several things that have names
 * (an issuer, an access rule, an instrumentation). Immutable; each domain makes its own.
 */
public final class Scope {
  /** {@code tokenrelay.<name>}. */
  public static final Scope AGENT = new Scope("", null, null);

  private final String prefix;
  private final @Nullable Property<?> list;
  private final @Nullable String only;

  private Scope(String prefix, @Nullable Property<?> list, @Nullable String only) {
    this.prefix = Property.PREFIX + prefix;
    this.list = list;
    this.only = only;
  }

  /** {@code tokenrelay.<prefix>.<of>.<name>}. */
  public static Scope of(String prefix) {
    return new Scope(prefix + '.', null, null);
  }

  /** The same for those that a property lists. */
  public Scope listedBy(Property<?> list) {
    return new Scope(prefix.substring(Property.PREFIX.length()), list, only);
  }

  /** The same, where one of them need not be named: {@code tokenrelay.<name>}. */
  public Scope shortFor(String only) {
    return new Scope(prefix.substring(Property.PREFIX.length()), list, only);
  }

  /** The property that lists them; null when they are known otherwise. */
  public @Nullable Property<?> list() {
    return list;
  }

  /** The one that the short names are about; null when there are no short names. */
  @Nullable String only() {
    return only;
  }

  /** What stands before a name. */
  public String prefix() {
    return prefix;
  }
}
