package io.tokenrelay.instrumentation.jdk;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Opens the JDK's own modules, since Java 9; before, everything is open. */
final class JavaBase {
  private JavaBase() {}

  /** Opens packages of {@code java.base} to this class. */
  static void open(Instrumentation jvm, String... packages) throws ReflectiveOperationException {
    open(jvm, Object.class, packages);
  }

  /**
   * {@code jvm.redefineModule(module, opens the packages to ours)}, by reflection.
   *
   * @param of a class in the module
   */
  static void open(Instrumentation jvm, Class<?> of, String... packages)
      throws ReflectiveOperationException {
    if (System.getProperty("java.specification.version", "1.8").startsWith("1.")) {
      return;
    }
    Method getModule = Class.class.getMethod("getModule");
    Object ours = getModule.invoke(JavaBase.class);
    Map<String, Set<Object>> opened = new HashMap<>();
    for (String each : packages) {
      opened.put(each, Collections.singleton(ours));
    }
    Instrumentation.class
        .getMethod(
            "redefineModule",
            getModule.getReturnType(),
            Set.class,
            Map.class,
            Map.class,
            Set.class,
            Map.class)
        .invoke(
            jvm,
            getModule.invoke(of),
            Collections.emptySet(),
            Collections.emptyMap(),
            opened,
            Collections.emptySet(),
            Collections.emptyMap());
  }
}
