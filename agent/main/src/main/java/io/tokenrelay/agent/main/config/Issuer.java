package io.tokenrelay.agent.main.config;

import java.util.Collections;
import java.util.List;

/** One issuer whose tokens are trusted, with what was set for it. */
public final class Issuer {
  /** The issuer that {@code tokenrelay.issuer} and the other short names set. */
  public static final String DEFAULT_NAME = "default";

  private final String name;
  private final String uri;
  private final Values values;

  Issuer(String name, String uri, Values values) {
    this.name = name;
    this.uri = uri;
    this.values = values;
  }

  public String name() {
    return name;
  }

  /** The exact value of claim {@code iss}. */
  public String uri() {
    return uri;
  }

  public Values values() {
    return values;
  }

  /** The name that an operator would write for one of its properties: the short one, if any. */
  public String nameOf(Property<?> property) {
    return nameOf(property, name);
  }

  static String nameOf(Property<?> property, String issuer) {
    String shortName = property.shortName();
    return shortName != null && issuer.equals(DEFAULT_NAME) ? shortName : property.fullName(issuer);
  }

  /** A list that was set for this issuer; empty when it was not. */
  public List<String> list(Property<List<String>> property) {
    List<String> list = values.find(property);
    return list == null ? Collections.emptyList() : list;
  }

  @Override
  public String toString() {
    return name + " (" + Shown.text(uri) + ')';
  }
}
