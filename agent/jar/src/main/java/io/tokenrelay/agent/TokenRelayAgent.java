package io.tokenrelay.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.security.CodeSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters: {@code -javaagent}, late attachment, and {@code java -jar}.
 *
 * <p>This class is on the application's class path, so it names nothing but the JDK and its
 * neighbours here. It opens the agent's own class loader and hands over to {@code
 * io.tokenrelay.agent.main} there, which has the boot classes put in place before anything mentions
 * them. Whatever goes wrong costs one line; the application starts.
 */
public final class TokenRelayAgent {
  private static final String REMEDY =
      "; the policy of the security manager must grant the agent's jar"
          + " java.security.AllPermission";

  /** Of the agent that was started here, in which a second attachment is heard; null for none. */
  private static @Nullable AgentClassLoader running;

  private TokenRelayAgent() {}

  /** {@code -javaagent:tokenrelay-javaagent.jar[=options]}. */
  public static void premain(@Nullable String options, Instrumentation jvm) {
    start(options, jvm, false);
  }

  /** Attached to a running JVM. */
  public static void agentmain(@Nullable String options, Instrumentation jvm) {
    start(options, jvm, true);
  }

  /** {@code java -jar tokenrelay-javaagent.jar --help}. */
  public static void main(String[] arguments) throws Throwable {
    try {
      AgentClassLoader loader = new AgentClassLoader(ownJar(), true);
      loader
          .loadClass("io.tokenrelay.agent.main.cli.Cli")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause() == null ? failure : failure.getCause();
    }
  }

  private static void start(@Nullable String options, Instrumentation jvm, boolean asked) {
    try {
      if (!asked && JdkTool.isRunning()) {
        return;
      }
      AgentClassLoader first = running;
      if (first != null) {
        call(asked ? "attachAgain" : "again", jvm, options, first, new BootClasses(first, jvm));
      } else if (BootClasses.arePresent()) {
        say("ERROR another copy is attached already; nothing of what this one says is enforced");
      } else {
        AgentClassLoader loader = new AgentClassLoader(ownJar(), false);
        running = loader;
        call(asked ? "attach" : "start", jvm, options, loader, new BootClasses(loader, jvm));
      }
    } catch (Throwable failure) {
      Throwable cause = failure;
      if (failure instanceof InvocationTargetException && failure.getCause() != null) {
        cause = failure.getCause();
      }
      say(
          "ERROR could not start, the application runs without, and nothing is enforced: "
              + cause
              + (cause instanceof SecurityException ? REMEDY : ""));
    }
  }

  private static void call(
      String method,
      Instrumentation jvm,
      @Nullable String options,
      AgentClassLoader loader,
      BootClasses bootClasses)
      throws ReflectiveOperationException {
    loader
        .loadClass("io.tokenrelay.agent.main.AgentMain")
        .getMethod(method, Instrumentation.class, String.class, ClassLoader.class, Callable.class)
        .invoke(null, jvm, options, loader, bootClasses);
  }

  /** The logger lives in the agent's loader, which may be what failed. */
  @SuppressWarnings("SystemOut")
  static void say(String line) {
    System.err.println("[tokenrelay] " + line);
  }

  /** Asked of the JVM: a search for our own class file would open the JDK's image of modules. */
  private static File ownJar() throws IOException {
    CodeSource source = TokenRelayAgent.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null || !location.getProtocol().equals("file")) {
      throw new IOException("not started from a jar file but from " + location);
    }
    File file = new File(URI.create(location.toString()));
    if (!file.isFile()) {
      throw new IOException("not started from a jar file but from " + file);
    }
    return file;
  }
}
