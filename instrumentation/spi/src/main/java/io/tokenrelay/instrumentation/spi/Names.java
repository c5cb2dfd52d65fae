package io.tokenrelay.instrumentation.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names as rules take them: looked at where they are given, since whoever gives a wrong one has to
 * answer for it, and not the class that is woven by it later.
 */
final class Names {
  /** What no name in a class file contains (JVMS 4.2), beside the dot. */
  private static final String NOWHERE = ";[/<>*\"";

  private Names() {}

  /** The binary name of a class. */
  static String type(@Nullable String name) {
    if (name != null && name.length() == name.trim().length()) {
      boolean isName = !name.isEmpty() && !name.endsWith(".");
      for (String part : name.split("\\.")) {
        isName &= isPart(part);
      }
      if (isName) {
        return name;
      }
    }
    throw new IllegalArgumentException(quoted(name) + " is not the binary name of a class");
  }

  /** The name of a method, or of constructors. */
  static String method(@Nullable String name) {
    if (name == null || !(isPart(name) || name.equals(Rule.CONSTRUCTOR))) {
      throw new IllegalArgumentException(quoted(name) + " is not the name of a method");
    }
    return name;
  }

  /** The binary names of parameter types: of classes, primitive ones, and arrays of either. */
  static List<String> parameters(String @Nullable [] names) {
    if (names == null) {
      throw new IllegalArgumentException("null are no names of parameter types");
    }
    List<String> types = new ArrayList<>(names.length);
    for (String name : names) {
      String element = name;
      while (element != null && element.endsWith("[]")) {
        element = element.substring(0, element.length() - 2);
      }
      type(element);
      types.add(name);
    }
    return Collections.unmodifiableList(types);
  }

  private static boolean isPart(String name) {
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      if (each == '.' || Character.isISOControl(each) || NOWHERE.indexOf(each) >= 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static String quoted(@Nullable String name) {
    return name == null ? "null" : '"' + name + '"';
  }
}
