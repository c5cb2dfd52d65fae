package io.tokenrelay.agent.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a property that ended up in the value of another one, where it means nothing: because the
 * line before it ends with a backslash, or because two options share one pair of quotes.
 */
final class Swallowed {
  /** The main class and its arguments, which the JVM keeps as a property. */
  private static final String COMMAND = "sun.java.command";

  private final Set<String> known;
  private final Set<String> ofPairs;

  /**
   * @param ofPairs plain names whose values contain {@code name=value} themselves
   */
  Swallowed(Set<String> known, Set<String> ofPairs) {
    this.known = known;
    this.ofPairs = ofPairs;
  }

  void find(Layers layers, List<String> problems) {
    for (Layer layer : layers.all()) {
      for (String name : layer.namesAndStrays()) {
        String swallowed = in(name, layer.text(name));
        if (swallowed != null) {
          problems.add(
              name.equals(COMMAND)
                  ? Shown.text(swallowed)
                      + " stands behind the main class or -jar, where the JVM does not read it: put"
                      + " -D options before"
                  : name
                      + " has "
                      + Shown.text(swallowed)
                      + " in its value, where it means nothing: set each property by itself");
        }
      }
    }
  }

  /** Whether one of them may be about the wish. */
  boolean mean(Wish wish, Layers layers) {
    for (Layer layer : layers.all()) {
      for (String name : layer.namesAndStrays()) {
        String text = layer.text(name);
        String swallowed = in(name, text);
        if (swallowed != null
            && (wish.isNamedBy(text, "") || wish.isNamedBy(swallowed, swallowed))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The full name of the first, or null. */
  private @Nullable String in(String name, String text) {
    for (int equals = text.indexOf('='); equals >= 0; equals = text.indexOf('=', equals + 1)) {
      int end = equals;
      while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
      int begin = end;
      while (begin > 0 && isNameCharacter(text.charAt(begin - 1))) {
        begin--;
      }
      String swallowed = property(name, text, text.substring(begin, end), begin);
      if (swallowed != null) {
        return swallowed;
      }
    }
    return null;
  }

  private @Nullable String property(String name, String text, String given, int begin) {
    int ours = given.toLowerCase(Locale.ROOT).replace('_', '.').lastIndexOf(Property.PREFIX);
    if (ours >= 0) { // a continued line leaves no space between the two
      return given.substring(ours);
    }
    boolean isWord = begin > 0 && separates(text, begin - 1);
    return isWord && !holdsPairs(name) && known.contains(Property.PREFIX + given)
        ? Property.PREFIX + given
        : null;
  }

  private boolean holdsPairs(String name) {
    String plain = Letters.plain(name);
    for (String each : ofPairs) {
      if (plain.endsWith(each)) {
        return true;
      }
    }
    return false;
  }

  /** What people put between two options; some of it occurs in URLs, too. */
  private static boolean separates(String text, int at) {
    char c = text.charAt(at);
    return Character.isWhitespace(c)
        || ("&|:".indexOf(c) >= 0 && text.lastIndexOf("://", at - 1) < 0);
  }

  private static boolean isNameCharacter(char c) {
    return Letters.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
  }
}
