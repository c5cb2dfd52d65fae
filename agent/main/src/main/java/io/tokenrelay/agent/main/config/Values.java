package io.tokenrelay.agent.main.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of some properties, each with its source. Immutable once read. */
public final class Values {
  private final Map<Property<?>, Value> values = new LinkedHashMap<>();

  Values() {}

  /** The value of a property that has a default. */
  public <T> T get(Property<T> property) {
    T value = find(property);
    if (value == null) {
      throw new IllegalArgumentException(property + " has no value and no default");
    }
    return value;
  }

  /** The value of a property, or null when it is not set and has no default. */
  @SuppressWarnings("unchecked") // put() takes a property and a value of one type
  public <T> @Nullable T find(Property<T> property) {
    Value value = values.get(property);
    return value == null ? null : (T) value.value;
  }

  /** Whether the operator has set it, and to something that is allowed. */
  public boolean isSet(Property<?> property) {
    Source source = source(property);
    return source != Source.DEFAULT && source != Source.IN_PLACE;
  }

  public Source source(Property<?> property) {
    Value value = values.get(property);
    return value == null ? Source.DEFAULT : value.source;
  }

  /** What is printed for a property; null when it has no value. */
  public @Nullable String shown(Property<?> property) {
    Value value = values.get(property);
    return value == null || value.text == null ? null : Shown.text(value.text);
  }

  /** The properties read, in the order of the table. */
  public List<Property<?>> properties() {
    return Collections.unmodifiableList(new ArrayList<>(values.keySet()));
  }

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
