package io.tokenrelay.agent.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of the agent as a whole, or of one issuer, rule or instrumentation: what was set, and
 * defaults for the rest. Immutable once read. The code that a property configures asks here, by the
 * property.
 */
public final class Values {
  private final String of;
  private final List<Property<?>> properties;
  private final Map<Property<?>, Value> values;

  Values(String of, List<Property<?>> properties) {
    this(of, properties, new HashMap<>());
  }

  private Values(String of, List<Property<?>> properties, Map<Property<?>, Value> values) {
    this.of = of;
    this.properties = properties;
    this.values = values;
  }

  /** Those of the agent if nothing is set. */
  public static Values defaults() {
    return of("");
  }

  /** Those of one issuer, rule or instrumentation if nothing is set. */
  public static Values of(String name) {
    return new Values(name, Collections.<Property<?>>emptyList());
  }

  /** The same with one thing set. */
  public <T> Values with(Property<T> property, T value) {
    Values more = new Values(of, properties, new HashMap<>(values));
    more.put(property, value, null, Source.SYSTEM_PROPERTY);
    return more;
  }

  /** The same with one thing set that its domain refuses. */
  public Values refused(Property<?> property) {
    Values more = new Values(of, properties, new HashMap<>(values));
    more.put(property, null, null, Source.SYSTEM_PROPERTY);
    return more;
  }

  /** Whose values they are; empty for the agent as a whole. */
  public String name() {
    return of;
  }

  /** The name that an operator would write for one of the properties: the short one, if any. */
  public String nameOf(Property<?> property) {
    return property.nameOf(of);
  }

  /** The value of a property that has a default. */
  public <T> T get(Property<T> property) {
    T value = find(property);
    if (value == null) {
      throw new IllegalArgumentException(property + " has no value and no default");
    }
    return value;
  }

  /** The value of a property, or null if it is not set and has no default. */
  @SuppressWarnings("unchecked") // put() takes a property and a value of one type
  public <T> @Nullable T find(Property<T> property) {
    Value value = values.get(property);
    T found = value == null ? null : (T) value.value;
    return found == null ? property.byDefault() : found;
  }

  /** A list; empty if it is not set. */
  public <E> List<E> list(Property<List<E>> property) {
    List<E> list = find(property);
    return list == null ? Collections.<E>emptyList() : list;
  }

  /** Whether the operator has set it, and to something that is allowed. */
  public boolean isSet(Property<?> property) {
    Source source = source(property);
    return source != Source.DEFAULT && source != Source.IN_PLACE;
  }

  /** Whether it is set to something that its domain refuses, so that the default is used. */
  public boolean isRefused(Property<?> property) {
    Value value = values.get(property);
    return value != null && value.value == null && value.source != Source.IN_PLACE;
  }

  /** Whether anything is. */
  public boolean isAnySet() {
    for (Property<?> property : values.keySet()) {
      if (isSet(property)) {
        return true;
      }
    }
    return false;
  }

  public Source source(Property<?> property) {
    Value value = values.get(property);
    return value == null ? Source.DEFAULT : value.source;
  }

  /** What is printed for a property; null if it has no value. */
  public @Nullable String shown(Property<?> property) {
    Value value = values.get(property);
    String text = value == null ? property.defaultText() : value.text;
    return text == null ? null : property.shown(text);
  }

  /** The text of the property with this full name, which is not fit to print; null if none is. */
  public @Nullable String textInForce(String fullName) {
    for (Property<?> property : properties) {
      if (property.fullName(of).equals(fullName)) {
        String text = text(property);
        return text == null ? property.defaultText() : text;
      }
    }
    return null;
  }

  /** The configured text of a property, or what is used in its place; null if nothing is set. */
  @Nullable String text(Property<?> property) {
    Value value = values.get(property);
    return value == null ? null : value.text;
  }

  /** Whether the same has been set, wherever. */
  public boolean isSetLike(Values other) {
    return of.equals(other.of) && texts().equals(other.texts());
  }

  private Map<Property<?>, String> texts() {
    Map<Property<?>, String> texts = new HashMap<>();
    for (Map.Entry<Property<?>, Value> entry : values.entrySet()) {
      texts.put(entry.getKey(), String.valueOf(entry.getValue().text));
    }
    return texts;
  }

  /** All that could have been set, in the order of the page. */
  public List<Property<?>> properties() {
    return properties;
  }

  /**
   * @param value null if its domain refuses it
   */
  <T> void put(Property<T> property, @Nullable T value, @Nullable String text, Source source) {
    values.put(property, new Value(value, text, source));
  }

  private static final class Value {
    private final @Nullable Object value;
    private final @Nullable String text;
    private final Source source;

    Value(@Nullable Object value, @Nullable String text, Source source) {
      this.value = value;
      this.text = text;
      this.source = source;
    }
  }
}
