package io.tokenrelay.agent.main.config;

import java.util.Collections;
import java.util.List;

/** One access rule, with what was set for it. */
public final class EnforceRule {
  private final String name;
  private final Values values;

  EnforceRule(String name, Values values) {
    this.name = name;
    this.values = values;
  }

  public String name() {
    return name;
  }

  public Values values() {
    return values;
  }

  /** The name that an operator would write for one of its properties. */
  public String nameOf(Property<?> property) {
    return property.fullName(name);
  }

  /** A list that was set for this rule; empty when it was not. */
  public List<String> list(Property<List<String>> property) {
    List<String> list = values.find(property);
    return list == null ? Collections.emptyList() : list;
  }
}
