package io.tokenrelay.agent.config;

import java.util.Arrays;
import java.util.Collection;
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
  private final Collection<Table> tables;
  private final Collection<Scope> unread;
  private final Wish wish;

  /**
   * @param tables all that there are
   * @param unread what is set there is not known, and may mean something
   */
  UnknownNames(Set<String> known, Collection<Table> tables, Collection<Scope> unread, Wish wish) {
    this.known = known;
    this.tables = tables;
    this.unread = unread;
    this.wish = wish;
  }

  void find(Layers layers, List<String> problems) {
    for (Layer layer : layers.all()) {
      for (String name : layer.namesAndBlanks()) {
        if (!isKnown(name, layer) && !isServiceLink(name, layer)) {
          problems.add(line(name, layer, layers));
        }
      }
      for (String name : layer.strays()) {
        if (isMeantForUs(name, layer)) {
          problems.add(unknown(name, layer, layers));
        }
      }
    }
  }

  /**
   * Whether one of them may be about the wish.
   *
   * @param denied whether it is said not to be wanted: then what implies it is no sign of it
   * @param filesCount whether a file could say otherwise
   */
  boolean meanWish(Layers layers, boolean denied, boolean filesCount) {
    for (Layer layer : layers.all()) {
      for (String name : layer.namesAndBlanks()) {
        if (!isKnown(name, layer)
            && !isServiceLink(name, layer)
            && !(denied && wish.isImpliedBy(name))
            && (meansWish(name, layer) || (filesCount && wish.isInFile(layer.text(name))))) {
          return true;
        }
      }
      for (String name : layer.strays()) {
        if (isMeantForUs(name, layer)
            && (meansWish(name, layer) || (filesCount && wish.isInFile(layer.text(name))))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Everything in the file; elsewhere what is close to a name of ours, or asks for what is wished.
   */
  private boolean isMeantForUs(String stray, Layer layer) {
    return layer.source() == Source.FILE
        || (!isServiceLink(stray, layer)
            && (nearest(stray, layer) != null
                || meansWish(stray, layer)
                || wish.isInFile(layer.text(stray))));
  }

  private boolean meansWish(String name, Layer layer) {
    String nearest = nearest(name, layer);
    String text = layer.text(name);
    return wish.isNamedBy(name, nearest == null ? "" : nearest)
        || wish.isMeantBy(text.isEmpty() ? name : text);
  }

  private boolean isKnown(String spelled, Layer layer) {
    for (String name : known) {
      if (layer.spelled(name).equals(spelled)) {
        return true;
      }
    }
    for (Scope scope : unread) {
      if (spelled.startsWith(layer.spelled(scope.prefix()))) {
        return true;
      }
    }
    return false;
  }

  private String line(String spelled, Layer layer, Layers layers) {
    for (Table table : tables) {
      for (Map.Entry<String, String> retired : table.retired().entrySet()) {
        if (layer.spelled(retired.getKey()).equals(spelled)) {
          return spelled + " is no longer used; " + retired.getValue();
        }
      }
    }
    for (Table table : tables) {
      Property<?> list = table.scope().list();
      String name = list == null ? null : unlisted(table, spelled, layer);
      if (list != null && name != null) {
        return unused(spelled, list, name, layer);
      }
    }
    return unknown(spelled, layer, layers);
  }

  private String unknown(String spelled, Layer layer, Layers layers) {
    String nearest =
        wish.isInFile(layer.text(spelled))
            ? layer.spelled(layers.file().fullName())
            : likely(spelled, nearest(spelled, layer));
    return Shown.text(spelled)
        + " is unknown and ignored"
        + (nearest == null ? "" : "; did you mean " + nearest + '?');
  }

  private static String unused(String spelled, Property<?> list, String name, Layer layer) {
    return spelled + " is not used: " + layer.spelled(list.fullName()) + " does not name " + name;
  }

  /**
   * Which one of those a name is about, or null. Longest property first: {@code _URI} ends many.
   */
  private static @Nullable String unlisted(Table table, String spelled, Layer layer) {
    String prefix = layer.spelled(table.scope().prefix());
    String name = null;
    for (Property<?> property : table.properties()) {
      String suffix = layer.spelled('.' + property.name());
      int end = spelled.length() - suffix.length();
      if (spelled.startsWith(prefix)
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

  /** Null where what the two names do not share differs by more than half: no typing error. */
  private static @Nullable String likely(String spelled, @Nullable String nearest) {
    if (nearest == null) {
      return null;
    }
    String[] given = spelled.split("[._]", -1);
    String[] meant = nearest.split("[._]", -1);
    int most = Math.min(given.length, meant.length);
    int from = 0;
    while (from < most && given[from].equals(meant[from])) {
      from++;
    }
    int end = 0;
    while (end < most - from
        && given[given.length - 1 - end].equals(meant[meant.length - 1 - end])) {
      end++;
    }
    String one = String.join(".", Arrays.asList(given).subList(from, given.length - end));
    String other = String.join(".", Arrays.asList(meant).subList(from, meant.length - end));
    boolean isLonger = one.isEmpty() || other.isEmpty();
    return isLonger || Distance.between(one, other) * 2 <= Math.max(one.length(), other.length())
        ? nearest
        : null;
  }

  /** What a name without our prefix was to be, letters and digits alone being looked at. */
  private @Nullable String nearestOfAll(String spelled, Layer layer) {
    String given = Letters.plain(spelled);
    String nearest = null;
    int least = 2 + given.length() / 10;
    for (String name : known) {
      String whole = Letters.plain(name);
      int distance = Distance.between(given, whole);
      if (layer.source() == Source.FILE) {
        String bare = whole.substring(Letters.plain(Property.PREFIX).length());
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
