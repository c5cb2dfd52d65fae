package io.tokenrelay.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One place that values are read from. An empty text counts as not set; but in JMX, where only a
 * list can have one, it is an empty list, or nothing could empty one that is set elsewhere.
 */
final class Layer {
  private static final String ENVIRONMENT_PREFIX = "TOKENRELAY_";

  /** What follows an option that has swallowed one of ours. */
  private static final String[] OTHER_OPTIONS = {" -Dtokenrelay.", " --tokenrelay."};

  private static final String PLAIN_PREFIX = Letters.plain(Property.PREFIX);

  private final Source source;
  private final Map<String, String> texts = new TreeMap<>();

  /** Our names with an empty value: as good as not set, but they may be misspelt. */
  private final Set<String> blanks = new TreeSet<>();

  /** What may be meant for us although it does not begin like our names. */
  private final Map<String, String> strays = new TreeMap<>();

  Layer(Source source, Map<String, String> texts) {
    this.source = source;
    String prefix = source == Source.ENVIRONMENT ? ENVIRONMENT_PREFIX : Property.PREFIX;
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      String text = entry.getValue().trim();
      if (text.isEmpty() && source != Source.JMX) {
        if (entry.getKey().startsWith(prefix)) {
          blanks.add(entry.getKey());
        } else if (source == Source.FILE) {
          strays.put(entry.getKey(), ""); // it may be a value that ended up on a line of its own
        }
        continue;
      }
      if (entry.getKey().startsWith(prefix)) {
        this.texts.put(entry.getKey(), text);
      } else if (source == Source.FILE
          || isNearlyOurs(entry.getKey())
          || (source == Source.SYSTEM_PROPERTY
              && (isOursWithin(entry.getKey()) || holdsAnotherOption(text)))) {
        strays.put(entry.getKey(), text);
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

  /** The names as this layer spells them, including those with an empty value. */
  Iterable<String> namesAndBlanks() {
    return both(texts.keySet(), blanks);
  }

  /** The names as this layer spells them, and the strays. */
  Iterable<String> namesAndStrays() {
    return both(texts.keySet(), strays.keySet());
  }

  private static List<String> both(Set<String> some, Set<String> others) {
    List<String> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  /** In the file, everything else; elsewhere, what looks much like one of our names. */
  Iterable<String> strays() {
    return strays.keySet();
  }

  /** Whether the name stands here with nothing behind it. */
  boolean isEmptied(String fullName) {
    return blanks.contains(spelled(fullName));
  }

  /** The text of one of its names or strays. */
  String text(String spelled) {
    String text = texts.get(spelled);
    return text == null ? strays.getOrDefault(spelled, "") : text;
  }

  /**
   * {@code io.tokenrelay.mode}. Not in the environment, where a script may use {@code
   * SHOP_TOKENRELAY_MODE} to build an option.
   */
  private static boolean isOursWithin(String name) {
    return name.toLowerCase(Locale.ROOT).contains('.' + Property.PREFIX);
  }

  private static boolean holdsAnotherOption(String text) {
    for (String option : OTHER_OPTIONS) {
      if (text.contains(option)) {
        return true;
      }
    }
    return false;
  }

  /** {@code TokenRelay_mode}, {@code token-relay.mode}, {@code tokenrealy.mode}. */
  private static boolean isNearlyOurs(String name) {
    int length = PLAIN_PREFIX.length();
    String plain = Letters.plain(name, length + 1);
    return plain.length() > length
        && Distance.isAtMost(2, plain.substring(0, length), PLAIN_PREFIX);
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

  /** A text, and where it was found. */
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
    String shown(Property<?> property) {
      return name + '=' + property.shown(text);
    }
  }
}
