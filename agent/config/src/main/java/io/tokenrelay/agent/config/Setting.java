package io.tokenrelay.agent.config;

import java.util.ArrayList;
import java.util.List;

/** A property with its value and where that comes from, to be shown; nothing in it is secret. */
public final class Setting {
  private final String name;
  private final String value;
  private final Source source;

  private Setting(String name, String value, Source source) {
    this.name = name;
    this.value = value;
    this.source = source;
  }

  /**
   * Those of some tables that have a value.
   *
   * @param set whether those that are set, or those that have their default
   */
  public static List<Setting> of(List<Values> tables, boolean set) {
    List<Setting> settings = new ArrayList<>();
    for (Values values : tables) {
      for (Property<?> property : values.properties()) {
        Source source = values.source(property);
        String shown = values.shown(property);
        if (set == (source != Source.DEFAULT) && shown != null && (set || !shown.isEmpty())) {
          settings.add(new Setting(values.nameOf(property), Redacted.text(shown), source));
        }
      }
    }
    return settings;
  }

  /** Its full name. */
  public String name() {
    return name;
  }

  public String value() {
    return value;
  }

  public Source source() {
    return source;
  }
}
