package io.tokenrelay.instrumentation.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of a shaded copy of a library: which package prefixes have become which others. The
 * longest prefix wins. Knows names as they are in class files, in rules and in texts; what is not
 * below one of the prefixes keeps its name.
 */
public final class Relocation {
  /** Not a lambda: it is needed in premain. */
  private static final Comparator<String> LONGEST_FIRST =
      new Comparator<String>() {
        @Override
        public int compare(String one, String other) {
          int byLength = Integer.compare(other.length(), one.length());
          return byLength == 0 ? one.compareTo(other) : byLength;
        }
      };

  private final List<String> originals = new ArrayList<>();
  private final List<String> relocated = new ArrayList<>();

  /**
   * @param prefixes original package names to those of the copy, both without a dot at the end
   */
  public Relocation(Map<String, String> prefixes) {
    Map<String, String> sorted = new TreeMap<>(LONGEST_FIRST);
    sorted.putAll(prefixes);
    originals.addAll(sorted.keySet());
    relocated.addAll(sorted.values());
  }

  /** What a type is called, given and returned with dots. */
  public String type(String name) {
    return renamed(name, '.');
  }

  /** The same with slashes, as in class files. */
  public String internalName(String name) {
    return renamed(name, '/');
  }

  /**
   * The same for a text, as shading renames it: the name of a type or a package, with dots or
   * slashes; or what such names begin with, which ends with a dot.
   */
  public String text(String text) {
    String name = text.indexOf('/') < 0 ? type(text) : internalName(text);
    if (!name.equals(text) || !text.endsWith(".")) {
      return name;
    }
    String wider = beginning(text);
    return wider == null ? text : wider;
  }

  /**
   * What the names of the copy's classes begin with.
   *
   * @param beginning of the original's, ending with a dot if it is a package's
   * @return null if none of these is relocated
   */
  public @Nullable String beginning(String beginning) {
    String name = type(beginning);
    if (!name.equals(beginning)) {
      return name;
    }
    for (int i = 0; i < originals.size(); i++) {
      String original = originals.get(i).concat(".");
      if (beginning.endsWith(".") && original.startsWith(beginning)) {
        return widened(original.substring(beginning.length()), relocated.get(i).concat("."));
      }
    }
    return null;
  }

  /** {@code shop.reactor.} for {@code reactor.}, if {@code reactor.core} is the one relocated. */
  private static String widened(String rest, String relocated) {
    String before = relocated.substring(0, Math.max(0, relocated.length() - rest.length()));
    return relocated.endsWith(rest) && before.endsWith(".") ? before : relocated;
  }

  /**
   * The glob of the copy's classes.
   *
   * @return null if none of those that it matches is relocated
   */
  public @Nullable String glob(String glob) {
    String name = type(glob);
    if (!name.equals(glob)) {
      return name;
    }
    String wider = glob.endsWith(".*") ? beginning(glob.substring(0, glob.length() - 1)) : null;
    return wider == null ? null : wider + '*';
  }

  /** The new prefix of a type; null if it keeps its name. */
  @Nullable String prefixOf(String type) {
    int at = find(type, '.');
    return at < 0 ? null : relocated.get(at);
  }

  private String renamed(String name, char separator) {
    int at = find(name, separator);
    if (at < 0) {
      return name;
    }
    String original = originals.get(at);
    return relocated.get(at).replace('.', separator) + name.substring(original.length());
  }

  private int find(String name, char separator) {
    for (int i = 0; i < originals.size(); i++) {
      String original = originals.get(i).replace('.', separator);
      if (name.startsWith(original)
          && (name.length() == original.length() || name.charAt(original.length()) == separator)) {
        return i;
      }
    }
    return -1;
  }

  /** As it is configured: {@code original=relocated,..}. */
  @Override
  public String toString() {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < originals.size(); i++) {
      pairs.add(originals.get(i) + '=' + relocated.get(i));
    }
    Collections.sort(pairs);
    return String.join(",", pairs);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Relocation && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
