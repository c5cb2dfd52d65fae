package io.tokenrelay.agent.config;

import org.jspecify.annotations.Nullable;

/**
 * What properties describe: the agent as a whole, or each of several named objects (an issuer, an
 * access rule, an instrumentation). Immutable; each domain creates its own.
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

  /** The same for objects that a property lists. */
  public Scope listedBy(Property<?> list) {
    return new Scope(prefix.substring(Property.PREFIX.length()), list, only);
  }

  /** The same if a single one need not be named: {@code tokenrelay.<name>}. */
  public Scope shortFor(String only) {
    return new Scope(prefix.substring(Property.PREFIX.length()), list, only);
  }

  /** The property that lists them; null if they are known in another way. */
  public @Nullable Property<?> list() {
    return list;
  }

  /** The one that the short names refer to; null if there are no short names. */
  @Nullable String only() {
    return only;
  }

  /** What precedes a name. */
  public String prefix() {
    return prefix;
  }
}
