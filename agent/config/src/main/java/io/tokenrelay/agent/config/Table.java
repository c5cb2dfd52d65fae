package io.tokenrelay.agent.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one domain, in the order of the page. It lies beside the code that they
 * configure, as the constants of a class of its own. Parsing, {@code --help}, {@code check} and the
 * page {@code docs/configuration.md} read nothing else.
 *
 * <p>One property, one meaning: a name is never reused for something else.
 */
public final class Table {
  private final Scope scope;
  private final List<Property<?>> properties = new ArrayList<>();
  private final Map<String, String> retired = new HashMap<>();

  public Table(Scope scope) {
    this.scope = scope;
  }

  /** Begins a definition; {@link Definition#means} ends it. */
  public <T> Definition<T> property(String name, Type<T> type) {
    return new Definition<>(name, type);
  }

  /** A name of an earlier release, and what to do instead; a release later it is unknown. */
  public Table retire(String name, String instead) {
    retired.put(Property.PREFIX + name, instead);
    return this;
  }

  public Scope scope() {
    return scope;
  }

  public List<Property<?>> properties() {
    return Collections.unmodifiableList(properties);
  }

  /** Full name, and what to do instead. */
  public Map<String, String> retired() {
    return Collections.unmodifiableMap(retired);
  }

  /** Builds the definition of a property, piece by piece. */
  public final class Definition<T> {
    private final String name;
    private final Type<T> type;
    private String shortName;
    private @Nullable String byDefault;
    private @Nullable String whenInvalid;
    private boolean changesAtRunTime;
    private String whenRefused = "the property is ignored";

    private Definition(String name, Type<T> type) {
      this.name = name;
      this.shortName = name;
      this.type = type;
    }

    /** Without it, the property has no value unless it is set. */
    public Definition<T> byDefault(String text) {
      this.byDefault = text;
      return this;
    }

    /**
     * What is used instead of an invalid value, if the default would allow more than can be
     * intended.
     */
    public Definition<T> whenInvalid(String text) {
      this.whenInvalid = text;
      return this;
    }

    /** What happens if {@link Type#parse} refuses the value, for the operator to read. */
    public Definition<T> whenRefused(String words) {
      this.whenRefused = words;
      return this;
    }

    /** A running service uses another value as soon as it is set. */
    public Definition<T> changesAtRunTime() {
      this.changesAtRunTime = true;
      return this;
    }

    /** The short form, if it is not the name itself. */
    public Definition<T> inShort(String name) {
      this.shortName = name;
      return this;
    }

    /** The description on the page and in {@code --help}: sentences in Markdown. */
    public Property<T> means(String meaning) {
      Property<T> property =
          new Property<>(
              scope,
              name,
              scope.only() == null ? null : Property.PREFIX + shortName,
              type,
              byDefault,
              whenInvalid == null ? byDefault : whenInvalid,
              whenRefused,
              meaning,
              changesAtRunTime);
      properties.add(property);
      return property;
    }
  }
}
