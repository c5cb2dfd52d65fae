package io.tokenrelay.agent.main.supports;

import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Another package prefix for the same classes, as shading gives it. What is not there any more of
 * the original name is in {@code original}: empty if the prefix was put before the whole name.
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
    return type.startsWith(original + '.') ? relocated + type.substring(original.length()) : type;
  }

  /**
   * As {@code original=relocated}.
   *
   * @param types some of the original ones, whose package is meant if nothing else is known
   */
  String spelt(Collection<String> types) {
    if (!original.isEmpty()) {
      return original + '=' + relocated;
    }
    String shared = null;
    for (String type : types) {
      String folder = type.substring(0, Math.max(0, type.lastIndexOf('.')));
      shared = shared == null ? folder : shared(shared, folder);
    }
    return shared + '=' + relocated + '.' + shared;
  }

  private static String shared(String one, String other) {
    String shared = one;
    while (!(other + '.').startsWith(shared + '.') && shared.indexOf('.') > 0) {
      shared = shared.substring(0, shared.lastIndexOf('.'));
    }
    return shared;
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
