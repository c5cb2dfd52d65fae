package io.tokenrelay.instrumentation.jdk;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The JDK's own module, since Java 9; before, everything is open. */
final class JavaBase {
  private JavaBase() {}

  /** {@code jvm.redefineModule(java.base, opens the packages to ours)}, by reflection. */
  static void open(Instrumentation jvm, String... packages) throws ReflectiveOperationException {
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
            getModule.invoke(Object.class),
            Collections.emptySet(),
            Collections.emptyMap(),
            opened,
            Collections.emptySet(),
            Collections.emptyMap());
  }
}
