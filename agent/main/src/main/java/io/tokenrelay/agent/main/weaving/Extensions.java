package io.tokenrelay.agent.main.weaving;

import io.tokenrelay.agent.config.Shown;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.weave.ExtensionLoader;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jars in {@code tokenrelay.extension-dir}, with instrumentations of the operator's own. Opened
 * in premain, since their rules must be known before the application's classes load. A jar that
 * cannot be used is a line, and all others are used; nothing of a jar is called after it has been
 * read, but its advice.
 */
final class Extensions {
  private final ExtensionLoader loader;
  private final List<Instrumentation> instrumentations = new ArrayList<>();
  private final List<String> loaded = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private Extensions(ClassLoader agentLoader) {
    this.loader = new ExtensionLoader(agentLoader);
  }

  /**
   * @param taken the names of the instrumentations that there are already; those found are added
   */
  static Extensions in(String folder, ClassLoader agentLoader, Set<String> taken) {
    Extensions extensions = new Extensions(agentLoader);
    File[] files = new File(folder).listFiles();
    if (files == null) {
      extensions.problem(folder, "is no folder that can be read");
      return extensions;
    }
    Arrays.sort(files);
    for (File file : files) {
      if (file.isFile() && !file.isHidden()) {
        extensions.add(file, taken);
      }
    }
    if (extensions.loaded.isEmpty() && extensions.problems.isEmpty()) {
      extensions.problem(folder, "contains no jar");
    }
    return extensions;
  }

  /** Advice of all instrumentations is read through it, the packaged ones included. */
  ClassLoader loader() {
    return loader;
  }

  /** Its name, of the one that has this class; null if none has. */
  @Nullable String jarOf(String className) {
    File jar = loader.jarOf(className);
    return jar == null ? null : jar.getName();
  }

  List<Instrumentation> instrumentations() {
    return instrumentations;
  }

  /** What has been loaded, each jar with its instrumentations. */
  List<String> loaded() {
    return loaded;
  }

  /** One line for each jar, or instrumentation of one, that is not used. */
  List<String> problems() {
    return problems;
  }

  @SuppressWarnings("CatchingUnchecked")
  private void add(File file, Set<String> taken) {
    String name = file.getName();
    if (!name.endsWith(".jar")) {
      problem(name, "is no jar");
      return;
    }
    List<String> used = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    try {
      ExtensionJar jar = new ExtensionJar(loader.add(file), loader);
      for (String className : jar.instrumentations()) {
        Instrumentation found = instrumentation(jar, className, taken, wrong);
        if (found != null) {
          instrumentations.add(found);
          used.add(found.name());
        }
      }
      if (jar.instrumentations().isEmpty()) {
        wrong.add("does not name an Instrumentation in " + ExtensionJar.SERVICES);
      }
    } catch (Throwable unreadable) { // a ZipError is an Error
      wrong.add("cannot be read (" + Shown.text(String.valueOf(unreadable.getMessage())) + ")");
    }
    if (!wrong.isEmpty()) {
      problem(name, String.join(", ", wrong));
    }
    if (!used.isEmpty()) {
      loaded.add(name + " (" + String.join(", ", used) + ")");
    }
  }

  /**
   * Null if it cannot be used; then what is wrong is said. Its class is not ours and may do
   * anything.
   */
  @SuppressWarnings("CatchingUnchecked")
  private @Nullable Instrumentation instrumentation(
      ExtensionJar jar, String className, Set<String> taken, List<String> wrong) {
    try {
      Instrumentation found = jar.load(className);
      if (taken.add(found.name())) {
        return found;
      }
      wrong.add(
          "brings a second instrumentation named " + found.name() + " (give it a name of its own)");
    } catch (UnusableExtensionException reason) {
      wrong.add(String.valueOf(reason.getMessage()));
    } catch (ClassNotFoundException missing) {
      wrong.add("does not contain " + className + ", which " + ExtensionJar.SERVICES + " names");
    } catch (Throwable failure) {
      wrong.add(said(className, failure));
    }
    return null;
  }

  /** An exception's class is not ours either. */
  @SuppressWarnings("CatchingUnchecked")
  private static String said(String className, Throwable failure) {
    try {
      return failed(className, thrownByIt(failure));
    } catch (Throwable unsayable) {
      return "failed (" + className + ", with an exception that cannot be shown)";
    }
  }

  private static Throwable thrownByIt(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean wrapped =
        failure instanceof InvocationTargetException
            || failure instanceof ExceptionInInitializerError;
    return wrapped && cause != null ? cause : failure;
  }

  private static String failed(String className, Throwable failure) {
    String what = " (" + className + ": " + Shown.text(failure.toString()) + ")";
    return failure instanceof LinkageError
        ? "does not fit this version of the agent" + what + " (build it against this one)"
        : "failed" + what;
  }

  private void problem(String file, String what) {
    problems.add(
        AgentProperties.EXTENSION_DIR
            + ": "
            + Shown.text(file)
            + ' '
            + what
            + "; what it would weave gets no token");
  }
}
