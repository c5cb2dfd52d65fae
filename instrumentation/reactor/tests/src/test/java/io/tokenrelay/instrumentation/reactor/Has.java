package io.tokenrelay.instrumentation.reactor;

import java.lang.reflect.Method;
import java.util.Arrays;

/** What a version has. */
final class Has {
  private Has() {}

  static boolean method(Class<?> type, String name) {
    return Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals(name));
  }

  /** Whether any method of this name has a parameter of this type. */
  static boolean parameter(Class<?> type, String name, Class<?> parameter) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)
          && Arrays.asList(method.getParameterTypes()).contains(parameter)) {
        return true;
      }
    }
    return false;
  }
}
