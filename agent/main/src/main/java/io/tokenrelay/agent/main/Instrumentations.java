package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instrumentations that are packaged in the agent, found when first asked for. One that cannot
 * be loaded is left out, with a line; the others work.
 */
final class Instrumentations implements Supplier<List<String>> {
  private final ClassLoader loader;
  private @Nullable List<Instrumentation> found;

  Instrumentations(ClassLoader loader) {
    this.loader = loader;
  }

  /** Their names. */
  @Override
  public List<String> get() {
    List<String> names = new ArrayList<>(JdkClasses.instrumentations());
    for (Instrumentation instrumentation : found()) {
      names.add(instrumentation.name());
    }
    return names;
  }

  /** Those that are switched on. */
  List<Instrumentation> enabled(Config config) {
    List<Instrumentation> enabled = new ArrayList<>();
    for (Instrumentation instrumentation : found()) {
      if (config.isEnabled(instrumentation.name())) {
        enabled.add(instrumentation);
      }
    }
    return enabled;
  }

  /**
   * All of them: what they know of their libraries' tasks holds where they are switched off, too.
   */
  List<Instrumentation> found() {
    if (found == null) {
      found = find();
    }
    return found;
  }

  private List<Instrumentation> find() {
    List<Instrumentation> instrumentations = new ArrayList<>();
    Iterator<Instrumentation> services =
        ServiceLoader.load(Instrumentation.class, loader).iterator();
    for (int failures = 0; failures < 100; ) {
      try {
        if (!services.hasNext()) {
          break;
        }
        instrumentations.add(services.next());
      } catch (ServiceConfigurationError | LinkageError failure) {
        failures++;
        Logger log = LoggerFactory.getLogger(Instrumentations.class);
        log.warn("an instrumentation is left out: {}", failure.toString());
      }
    }
    return instrumentations;
  }
}
