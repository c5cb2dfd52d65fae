package io.tokenrelay.agent.main.weaving;

import io.tokenrelay.agent.weave.ExtensionLoader;
import io.tokenrelay.agent.weave.RuleCheck;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** One jar of an extension, and the instrumentations that it names as a service. */
final class ExtensionJar {
  static final String SERVICES = "META-INF/services/" + Instrumentation.class.getName();

  private static final String AGENTS = "io.tokenrelay.";

  private final ExtensionLoader loader;
  private final List<String> instrumentations;

  ExtensionJar(ZipFile jar, ExtensionLoader loader) throws IOException {
    this.loader = loader;
    this.instrumentations = read(jar);
  }

  /** The names of their classes. */
  List<String> instrumentations() {
    return instrumentations;
  }

  /** One of them, as it will stay: its class is asked everything now, and never again. */
  Instrumentation load(String className)
      throws ReflectiveOperationException, UnusableExtensionException {
    Class<?> type = Class.forName(className, true, loader);
    if (!Instrumentation.class.isAssignableFrom(type)) {
      throw new UnusableExtensionException(
          "names " + className + ", which is no " + Instrumentation.class.getName());
    }
    if (type.getClassLoader() != loader) {
      throw new UnusableExtensionException(
          "names " + className + ", which is the agent's own; give it another package");
    }
    if (className.startsWith(AGENTS) || className.indexOf('.') < 0) {
      throw new UnusableExtensionException(
          "names " + className + ", which is not in a package of its own");
    }
    Instrumentation own = (Instrumentation) type.getConstructor().newInstance();
    ReadInstrumentation read = new ReadInstrumentation(own);
    String problem = RuleCheck.problemOf(read, loader);
    if (problem != null) {
      throw new UnusableExtensionException(problem);
    }
    loader.addAdviceOf(type);
    return read;
  }

  /** As {@code java.util.ServiceLoader} reads them. */
  private static List<String> read(ZipFile jar) throws IOException {
    List<String> names = new ArrayList<>();
    ZipEntry entry = jar.getEntry(SERVICES);
    if (entry != null) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(jar.getInputStream(entry), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          int comment = line.indexOf('#');
          String name = (comment < 0 ? line : line.substring(0, comment)).trim();
          if (!name.isEmpty() && !names.contains(name)) {
            names.add(name);
          }
        }
      }
    }
    return names;
  }
}
