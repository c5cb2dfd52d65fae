package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.config.ListType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A package of a library that shading has renamed, with all below it. */
public final class RelocatedPackage {
  /** Classes below these are no library's. */
  private static final String[] OF_THE_JDK = {"java", "jdk", "sun", "com.sun.proxy"};

  private static final String OURS = "io.tokenrelay";

  private final String original;
  private final String relocated;

  private RelocatedPackage(String original, String relocated) {
    this.original = original;
    this.relocated = relocated;
  }

  /** The type of the property that lists them; loaded where it is set. */
  static final class OfProperty extends ListType<List<RelocatedPackage>> {
    OfProperty() {
      super("a list of original=relocated");
    }

    @Override
    protected List<RelocatedPackage> of(List<String> elements) {
      List<RelocatedPackage> all = new ArrayList<>();
      for (String element : elements) {
        RelocatedPackage next = RelocatedPackage.of(element);
        for (RelocatedPackage other : all) {
          next.checkBeside(other);
        }
        all.add(next);
      }
      return Collections.unmodifiableList(all);
    }

    @Override
    protected boolean holdsPairs() {
      return true;
    }
  }

  /**
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  public static RelocatedPackage of(String given) {
    int equals = given.indexOf('=');
    String original = equals < 0 ? "" : given.substring(0, equals).trim();
    String relocated = given.substring(equals + 1).trim();
    if (!isPackage(original) || !isPackage(relocated)) {
      throw refused(
          given,
          "is not two names of packages: write it as in okhttp3=com.acme.okhttp3, without a dot or"
              + " * at the end");
    }
    if (isClass(original) || isClass(relocated)) {
      throw refused(given, "names a class: shading moves packages, name those");
    }
    if (original.equals(relocated)) {
      throw refused(given, "has the same name on both sides: leave it out");
    }
    if (isIn(original, relocated) || isIn(relocated, original)) {
      throw refused(given, "overlaps: one side lies in the other");
    }
    for (String side : new String[] {original, relocated}) {
      if (isIn(side, OURS) || isIn(OURS, side)) {
        throw refused(given, "names classes of TokenRelay");
      }
      for (String jdk : OF_THE_JDK) {
        if (isIn(side, jdk)) {
          throw refused(given, "names classes of the JDK, which nobody can relocate");
        }
      }
    }
    return new RelocatedPackage(original, relocated);
  }

  private void checkBeside(RelocatedPackage other) {
    boolean alike = relocated.equals(other.relocated);
    if (original.equals(other.original)
        ? !alike && (isIn(relocated, other.relocated) || isIn(other.relocated, relocated))
        : alike) {
      throw refused(
          this.toString(),
          "overlaps with " + other + ": whose classes are below " + relocated + '?');
    }
  }

  private static boolean isIn(String name, String prefix) {
    return name.equals(prefix) || name.startsWith(prefix + '.');
  }

  private static boolean isClass(String name) {
    return Character.isUpperCase(name.charAt(name.lastIndexOf('.') + 1));
  }

  private static boolean isPackage(String name) {
    boolean begins = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (begins ? !Character.isJavaIdentifierStart(c) : !isPart(c)) {
        return false;
      }
      begins = c == '.';
    }
    return !begins;
  }

  private static boolean isPart(char c) {
    return c == '.' || Character.isJavaIdentifierPart(c);
  }

  private static IllegalArgumentException refused(String given, String why) {
    return new IllegalArgumentException('\'' + given + "' " + why);
  }

  public String original() {
    return original;
  }

  public String relocated() {
    return relocated;
  }

  @Override
  public String toString() {
    return original + '=' + relocated;
  }
}
