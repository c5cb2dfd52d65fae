package io.tokenrelay.bootstrap;

/**
 * Names of classes as an operator writes them: exact, or with {@code *} for any run of characters.
 * Immutable.
 */
public final class ClassNames {
  public static final ClassNames NONE = new ClassNames();

  private final String[] globs;

  private ClassNames(String... globs) {
    this.globs = globs;
  }

  public static ClassNames of(String... globs) {
    return globs.length == 0 ? NONE : new ClassNames(globs.clone());
  }

  boolean isEmpty() {
    return globs.length == 0;
  }

  boolean contain(String name) {
    for (String glob : globs) {
      if (matches(glob, 0, name, 0)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String glob, int g, String name, int n) {
    int star = -1;
    int again = 0;
    while (n < name.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        again = n;
      } else if (g < glob.length() && glob.charAt(g) == name.charAt(n)) {
        g++;
        n++;
      } else if (star >= 0) {
        g = star + 1;
        n = ++again;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
