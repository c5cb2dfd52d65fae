package io.tokenrelay.smoke.spellings;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/** Calls what has other types in every version of a server. */
final class Reflection {
  private Reflection() {}

  static boolean exists(String type) {
    return Reflection.class.getClassLoader().getResource(type.replace('.', '/') + ".class") != null;
  }

  static Object newOf(String type, Object... arguments) throws ReflectiveOperationException {
    for (Constructor<?> constructor : Class.forName(type).getConstructors()) {
      if (takes(constructor.getParameterTypes(), arguments)) {
        return constructor.newInstance(arguments);
      }
    }
    throw new NoSuchMethodException(type);
  }

  /** Calls the public method of this name that takes these arguments. */
  static Object call(Object target, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name) && takes(method.getParameterTypes(), arguments)) {
        return method.invoke(target, arguments);
      }
    }
    throw new NoSuchMethodException(target.getClass().getName() + '.' + name);
  }

  /** Calls it where there is one. */
  static void callIfThere(Object target, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name) && takes(method.getParameterTypes(), arguments)) {
        method.invoke(target, arguments);
        return;
      }
    }
  }

  private static boolean takes(Class<?>[] types, Object[] arguments) {
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      boolean fits =
          types[i] == boolean.class
              ? arguments[i] instanceof Boolean
              : types[i] == int.class
                  ? arguments[i] instanceof Integer
                  : types[i].isInstance(arguments[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
