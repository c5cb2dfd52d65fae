package io.tokenrelay.smoke.copies;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads from the packaged agent, by its own class loader, which classes it has rules for. */
final class RulesOfTheAgent {
  private static final String SERVICES =
      "META-INF/services/io.tokenrelay.instrumentation.spi.Instrumentation";

  private RulesOfTheAgent() {}

  static Set<String> types(Path agent) throws IOException, ReflectiveOperationException {
    Set<String> types = new TreeSet<>();
    try (URLClassLoader entrance = new URLClassLoader(new URL[] {agent.toUri().toURL()}, null)) {
      Constructor<?> open =
          entrance
              .loadClass("io.tokenrelay.agent.AgentClassLoader")
              .getDeclaredConstructor(File.class, boolean.class);
      open.setAccessible(true);
      ClassLoader loader = (ClassLoader) open.newInstance(agent.toFile(), true);
      for (String name : services(loader).split("\\s+")) {
        if (!name.isEmpty()) {
          Object instrumentation = loader.loadClass(name).getConstructor().newInstance();
          Class<?> type = instrumentation.getClass();
          for (Object rule : (List<?>) type.getMethod("rules").invoke(instrumentation)) {
            types.add((String) rule.getClass().getMethod("type").invoke(rule));
          }
        }
      }
    }
    return types;
  }

  private static String services(ClassLoader loader) throws IOException {
    try (InputStream in = loader.getResourceAsStream(SERVICES)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
