package io.tokenrelay.agent.main.supports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Another package prefix for the same classes, as shading gives it: found by one class's names,
 * with as much in common at their ends as there is. What is not there any more of the original name
 * is in {@code original}: empty if the prefix was put before the whole name.
 */
final class Relocation {
  private final String original;
  private final String relocated;

  private Relocation(String original, String relocated) {
    this.original = original;
    this.relocated = relocated;
  }

  /** That of a class whose name ends as its original's does. */
  static Relocation between(String original, String relocated) {
    String[] left = original.split("\\.", -1);
    String[] right = relocated.split("\\.", -1);
    int common = commonParts(original, relocated);
    return new Relocation(join(left, left.length - common), join(right, right.length - common));
  }

  private static String join(String[] parts, int count) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < count; i++) {
      joined.append(i == 0 ? "" : ".").append(parts[i]);
    }
    return joined.toString();
  }

  /** How many parts two names have in common at their ends. */
  static int commonParts(String one, String other) {
    String[] left = one.split("\\.", -1);
    String[] right = other.split("\\.", -1);
    int common = 0;
    while (common < Math.min(left.length, right.length)
        && left[left.length - 1 - common].equals(right[right.length - 1 - common])) {
      common++;
    }
    return common;
  }

  /** What a type is called, if it was relocated with the others. */
  String of(String type) {
    if (original.isEmpty()) {
      return relocated + '.' + type;
    }
    return (type + '.').startsWith(original + '.')
        ? relocated + type.substring(original.length())
        : type;
  }

  /**
   * As {@code original=relocated,..}: a pair for each library's package.
   *
   * @param types the original ones that are called differently
   */
  String spelt(Collection<String> types) {
    Set<String> roots = new TreeSet<>(); // sorted, so that what lies in another comes behind it
    for (String type : types) {
      roots.add(root(type));
    }
    List<String> pairs = new ArrayList<>();
    String last = null;
    for (String root : roots) {
      if (last == null || !root.startsWith(last + '.')) {
        pairs.add(root + '=' + of(root));
        last = root;
      }
    }
    return String.join(",", pairs);
  }

  /** The package that a library is known by: {@code okhttp3}, {@code io.netty}. */
  private String root(String type) {
    String[] parts = type.split("\\.", -1);
    int known = parts[0].equals("org") || parts[0].equals("com") ? 3 : 2;
    int least = original.isEmpty() ? 1 : original.split("\\.", -1).length;
    return join(parts, Math.min(parts.length - 1, Math.max(known, least)));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Relocation
        && ((Relocation) other).original.equals(original)
        && ((Relocation) other).relocated.equals(relocated);
  }

  @Override
  public int hashCode() {
    return Objects.hash(original, relocated);
  }
}
