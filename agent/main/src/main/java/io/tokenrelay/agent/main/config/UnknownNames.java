package io.tokenrelay.agent.main.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is set but means nothing, and says what was probably meant. Names only: a secret may
 * stand behind a mistyped one.
 */
final class UnknownNames {
  private final Set<String> known;
  private final boolean instrumentationsKnown;
  private final Map<String, String> retired;

  /**
   * @param instrumentationsKnown whether those of the instrumentations are among the known names
   * @param retired names of earlier releases, and what to do instead
   */
  UnknownNames(Set<String> known, boolean instrumentationsKnown, Map<String, String> retired) {
    this.known = known;
    this.instrumentationsKnown = instrumentationsKnown;
    this.retired = retired;
  }

  void find(Layers layers, List<String> problems) {
    for (Layer layer : layers.all()) {
      for (String name : layer.namesAndBlanks()) {
        if (!isKnown(name, layer) && !isServiceLink(name, layer)) {
          problems.add(line(name, layer));
        }
      }
      for (String name : layer.strays()) {
        if (isMeantForUs(name, layer)) {
          problems.add(unknown(name, layer));
        }
      }
    }
  }

  /**
   * Whether one of them may have been meant to turn requests away.
   *
   * @param observes whether the mode is said to be so: then rules are no sign of it
   * @param filesCount whether a file could say otherwise
   */
  boolean meanEnforcement(Layers layers, boolean observes, boolean filesCount) {
    for (Layer layer : layers.all()) {
      for (String name : layer.namesAndBlanks()) {
        if (!isKnown(name, layer)
            && !isServiceLink(name, layer)
            && !(observes && Enforcement.isOfRules(name))
            && (meansEnforcement(name, layer)
                || (filesCount && NamedFile.asksForEnforcement(layer.text(name))))) {
          return true;
        }
      }
      for (String name : layer.strays()) {
        if (isMeantForUs(name, layer)
            && (meansEnforcement(name, layer)
                || (filesCount && NamedFile.asksForEnforcement(layer.text(name))))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Everything in the file; elsewhere what is close to a name of ours, or asks for enforcement. */
  private boolean isMeantForUs(String stray, Layer layer) {
    return layer.source() == Source.FILE
        || (!isServiceLink(stray, layer)
            && (nearest(stray, layer) != null
                || meansEnforcement(stray, layer)
                || NamedFile.asksForEnforcement(layer.text(stray))));
  }

  private boolean meansEnforcement(String name, Layer layer) {
    String nearest = nearest(name, layer);
    return Enforcement.isNamedBy(name, nearest == null ? "" : nearest)
        || Enforcement.isMeantBy(layer.text(name));
  }

  private boolean isKnown(String spelled, Layer layer) {
    for (String name : known) {
      if (layer.spelled(name).equals(spelled)) {
        return true;
      }
    }
    return !instrumentationsKnown
        && spelled.startsWith(layer.spelled(Definitions.INSTRUMENTATION_ENABLED.prefix()));
  }

  private String line(String spelled, Layer layer) {
    for (Map.Entry<String, String> entry : retired.entrySet()) {
      if (layer.spelled(entry.getKey()).equals(spelled)) {
        return spelled + " is no longer used; " + entry.getValue();
      }
    }
    String issuer = unlisted(Definitions.ISSUER_URI, spelled, layer);
    if (issuer != null) {
      return unused(spelled, Definitions.ISSUERS, issuer, layer);
    }
    String rule = unlisted(Definitions.RULE_PATHS, spelled, layer);
    if (rule != null) {
      return unused(spelled, Definitions.RULES, rule, layer);
    }
    return unknown(spelled, layer);
  }

  private String unknown(String spelled, Layer layer) {
    String nearest =
        NamedFile.asksForEnforcement(layer.text(spelled))
            ? layer.spelled(Definitions.CONFIG_FILE.fullName())
            : nearest(spelled, layer);
    return Shown.text(spelled)
        + " is unknown and ignored"
        + (nearest == null ? "" : "; did you mean " + nearest + '?');
  }

  private static String unused(String spelled, Property<?> list, String name, Layer layer) {
    return spelled + " is not used: " + layer.spelled(list.fullName()) + " does not name " + name;
  }

  /**
   * The issuer or the rule that a name is about, or null. Longest property first: {@code _URI} ends
   * many.
   *
   * @param one a property of such
   */
  private static @Nullable String unlisted(Property<?> one, String spelled, Layer layer) {
    String prefix = layer.spelled(one.prefix());
    String name = null;
    for (Property<?> property : Definitions.all()) {
      String suffix = layer.spelled('.' + property.name());
      int end = spelled.length() - suffix.length();
      if (property.scope() == one.scope()
          && spelled.startsWith(prefix)
          && spelled.endsWith(suffix)
          && end > prefix.length()
          && (name == null || end < prefix.length() + name.length())) {
        name = spelled.substring(prefix.length(), end);
      }
    }
    return name;
  }

  private @Nullable String nearest(String spelled, Layer layer) {
    if (!spelled.startsWith(layer.spelled(Property.PREFIX))) {
      int ours = spelled.indexOf('.' + Property.PREFIX) + 1;
      return ours > 0 ? nearest(spelled.substring(ours), layer) : nearestOfAll(spelled, layer);
    }
    int prefix = Property.PREFIX.length();
    String given = spelled.substring(prefix);
    String nearest = null;
    int least = 2 + given.length() / 5;
    for (String name : known) {
      String candidate = layer.spelled(name);
      int distance =
          candidate.endsWith(layer.spelled("." + given))
              ? 0
              : Distance.between(given, candidate.substring(prefix));
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** What a name without our prefix was to be, letters and digits alone being looked at. */
  private @Nullable String nearestOfAll(String spelled, Layer layer) {
    String given = Enforcement.plain(spelled);
    String nearest = null;
    int least = 2 + given.length() / 10;
    for (String name : known) {
      String whole = Enforcement.plain(name);
      int distance = Distance.between(given, whole);
      if (layer.source() == Source.FILE) {
        String bare = whole.substring(Enforcement.plain(Property.PREFIX).length());
        distance = Math.min(distance, Distance.between(given, bare));
      }
      if (distance < least) {
        least = distance;
        nearest = layer.spelled(name);
      }
    }
    return nearest;
  }

  /**
   * Kubernetes puts these into every pod beside a service that is called tokenrelay. A port is the
   * URL of one: a number is meant for us.
   */
  private static boolean isServiceLink(String name, Layer layer) {
    return layer.source() == Source.ENVIRONMENT
        && (name.contains("_SERVICE_HOST")
            || name.contains("_SERVICE_PORT")
            || (name.endsWith("_PORT") && layer.text(name).contains("://"))
            || name.contains("_PORT_"));
  }
}
