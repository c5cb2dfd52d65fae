package io.tokenrelay.agent.main.cli;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Another JVM on this machine, through the JDK's attach interface, which only a JDK has. */
final class RunningJvm {
  /** Zero is no failure, but what a Java 8 answers, which later ones do not understand. */
  private static final String LOADED = "(Failed to load agent library: )?0";

  private static final String MACHINE = "com.sun.tools.attach.VirtualMachine";

  /** Loaded once: a second loader could not load its native library. */
  private static @Nullable Class<?> machine;

  private final String processId;

  RunningJvm(String processId) {
    this.processId = processId;
  }

  /** Whether this is how a process is named. */
  static boolean isNamed(String processId) {
    return processId.matches("\\d{1,10}");
  }

  /**
   * Starts the JVM's own management agent there, unless it runs.
   *
   * @return where it can be reached
   * @throws NoAnswerException when it cannot be attached to
   */
  String managementAddress() {
    return String.valueOf(
        call((type, jvm) -> type.getMethod("startLocalManagementAgent").invoke(jvm)));
  }

  /**
   * Loads an agent there, and waits until its {@code agentmain} has ended.
   *
   * @throws NoAnswerException when it cannot be attached to, or cannot load it
   */
  void load(File agent, String options) {
    call(
        (type, jvm) -> {
          try {
            return type.getMethod("loadAgent", String.class, String.class)
                .invoke(jvm, agent.getPath(), options);
          } catch (InvocationTargetException failure) {
            Throwable cause = failure.getCause();
            if (cause != null && String.valueOf(cause.getMessage()).matches(LOADED)) {
              return null;
            }
            throw failure;
          }
        });
  }

  private @Nullable Object call(Request request) {
    try {
      Class<?> type = attachInterface();
      Signalled.proveJvm(processId, () -> listed(type));
      Object attached = type.getMethod("attach", String.class).invoke(null, processId);
      try {
        return request.of(type, attached);
      } finally {
        type.getMethod("detach").invoke(attached);
      }
    } catch (InvocationTargetException e) {
      throw new NoAnswerException(
          "cannot attach to it: " + e.getCause() + "; it must be a JVM of the same user");
    } catch (ReflectiveOperationException | MalformedURLException e) {
      throw new NoAnswerException(
          "this Java cannot attach to a process; use a JDK's, or the URL of the status port");
    }
  }

  /** The JVMs of this user, as far as they say that they are there (-XX:-UsePerfData). */
  private static Set<String> listed(Class<?> type) throws ReflectiveOperationException {
    Set<String> ids = new HashSet<>();
    for (Object jvm : (List<?>) type.getMethod("list").invoke(null)) {
      ids.add(String.valueOf(jvm.getClass().getMethod("id").invoke(jvm)));
    }
    return ids;
  }

  private static synchronized Class<?> attachInterface()
      throws ClassNotFoundException, MalformedURLException {
    Class<?> known = machine;
    if (known == null) {
      known = find();
      machine = known;
    }
    return known;
  }

  private static Class<?> find() throws ClassNotFoundException, MalformedURLException {
    try {
      return Class.forName(MACHINE, true, ClassLoader.getSystemClassLoader());
    } catch (ClassNotFoundException older) { // Java 8 has it in a jar of its JDK
      File tools = new File(System.getProperty("java.home"), "../lib/tools.jar");
      URL[] jar = {tools.toURI().toURL()};
      return Class.forName(MACHINE, true, new URLClassLoader(jar));
    }
  }

  private interface Request {
    @Nullable Object of(Class<?> type, Object jvm) throws ReflectiveOperationException;
  }
}
