package io.tokenrelay.agent.main.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One place that values are read from. An empty text counts as not set. */
final class Layer {
  private static final String ENVIRONMENT_PREFIX = "TOKENRELAY_";

  private final Source source;
  private final Map<String, String> texts = new TreeMap<>();

  Layer(Source source, Map<String, String> texts) {
    this.source = source;
    String prefix = source == Source.ENVIRONMENT ? ENVIRONMENT_PREFIX : Property.PREFIX;
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      String text = entry.getValue().trim();
      if (entry.getKey().startsWith(prefix) && !text.isEmpty()) {
        this.texts.put(entry.getKey(), text);
      }
    }
  }

  Source source() {
    return source;
  }

  /** The names as this layer spells them. */
  Iterable<String> names() {
    return texts.keySet();
  }

  @Nullable Entry find(String fullName) {
    String spelled = spelled(fullName);
    String text = texts.get(spelled);
    return text == null ? null : new Entry(source, spelled, text);
  }

  /** A property's name as this layer spells it. */
  String spelled(String fullName) {
    return source == Source.ENVIRONMENT ? environmentName(fullName) : fullName;
  }

  /** {@code TOKENRELAY_JWKS_STALE_MAX} for {@code tokenrelay.jwks.stale-max}. */
  static String environmentName(String fullName) {
    return fullName.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** A text, and where it stands. */
  static final class Entry {
    private final Source source;
    private final String name;
    private final String text;

    private Entry(Source source, String name, String text) {
      this.source = source;
      this.name = name;
      this.text = text;
    }

    Source source() {
      return source;
    }

    String text() {
      return text;
    }

    /** {@code tokenrelay.mode=enforc}, fit to print. */
    String shown() {
      return name + '=' + Shown.text(text);
    }
  }
}
