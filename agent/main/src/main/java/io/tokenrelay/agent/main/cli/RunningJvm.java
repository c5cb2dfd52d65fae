package io.tokenrelay.agent.main.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Scanner;
import org.jspecify.annotations.Nullable;

/** Another JVM on this machine, through the JDK's attach interface, which only a JDK has. */
final class RunningJvm {
  private static final String CAUGHT = "SigCgt:";
  private static final int SIGQUIT = 3;
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
        (type, jvm) ->
            type.getMethod("loadAgent", String.class, String.class)
                .invoke(jvm, agent.getPath(), options));
  }

  private @Nullable Object call(Request request) {
    if (endsOfASignal()) {
      throw new NoAnswerException("is no JVM");
    }
    try {
      Class<?> type = attachInterface();
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

  /**
   * To attach, a JDK before 22 sends a SIGQUIT, which every JVM catches, and which ends whatever
   * does not. Only Linux says which signals a process catches (proc(5)).
   */
  private boolean endsOfASignal() {
    try (Scanner status = new Scanner(new File("/proc/" + processId + "/status"), "UTF-8")) {
      while (status.hasNextLine()) {
        String line = status.nextLine();
        if (line.startsWith(CAUGHT)) {
          long caught = Long.parseUnsignedLong(line.substring(CAUGHT.length()).trim(), 16);
          return (caught & 1L << (SIGQUIT - 1)) == 0;
        }
      }
    } catch (IOException | NumberFormatException elsewhere) {
      // The JDK knows better.
    }
    return false;
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
