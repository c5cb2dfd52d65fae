package io.tokenrelay.agent.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is set but means nothing, and suggests what was probably meant. Shows only names: the
 * value of a mistyped one may be a secret.
 */
final class UnknownNames {
  private final Set<String> known;
  private final Collection<Table> tables;
  private final Collection<Scope> unread;
  private final Wish wish;

  /**
   * @param tables all there are
   * @param unread where names are not known but may mean something
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
   * Whether one of them may concern the wish.
   *
   * @param denied whether it is explicitly not wanted: then a name that implies it is no sign of it
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

  /** Everything in the file; elsewhere, what is close to one of our names or asks for the wish. */
  private boolean isMeantForUs(String stray, Layer layer) {
    return layer.source() == Source.FILE
        || (!isServiceLink(stray, layer)
            && (nearest().to(stray, layer) != null
                || meansWish(stray, layer)
                || wish.isInFile(layer.text(stray))));
  }

  private boolean meansWish(String name, Layer layer) {
    String near = nearest().to(name, layer);
    String text = layer.text(name);
    return wish.isNamedBy(name, near == null ? "" : near)
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
    String meant =
        wish.isInFile(layer.text(spelled))
            ? layer.spelled(layers.file().fullName())
            : nearest().likely(spelled, layer);
    return Shown.text(spelled)
        + " is unknown and ignored"
        + (meant == null ? "" : "; did you mean " + meant + '?');
  }

  /** Created on demand: usually nothing is unknown. */
  private NearestName nearest() {
    return new NearestName(known);
  }

  private static String unused(String spelled, Property<?> list, String name, Layer layer) {
    return spelled + " is not used: " + layer.spelled(list.fullName()) + " does not name " + name;
  }

  /**
   * Which of the table's objects a name refers to, or null. The longest property wins: many end
   * with {@code _URI}.
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

  /**
   * Kubernetes sets these in every pod if a service is called tokenrelay. Its port variables are
   * URLs: a number is meant for us.
   */
  private static boolean isServiceLink(String name, Layer layer) {
    return layer.source() == Source.ENVIRONMENT
        && (name.contains("_SERVICE_HOST")
            || name.contains("_SERVICE_PORT")
            || (name.endsWith("_PORT") && layer.text(name).contains("://"))
            || name.contains("_PORT_"));
  }
}
