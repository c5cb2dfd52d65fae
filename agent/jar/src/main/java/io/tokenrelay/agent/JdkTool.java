package io.tokenrelay.agent;

import org.jspecify.annotations.Nullable;

/**
 * Whether this JVM runs a JDK tool rather than an application. {@code JAVA_TOOL_OPTIONS} in an
 * image or a service's environment also reaches {@code javac}, {@code keytool} and {@code jcmd},
 * which must run as if the agent were not there.
 *
 * <p>A JVM started by another launcher, such as a service wrapper, does not reveal its main class:
 * it counts as an application.
 */
final class JdkTool {
  private static final String[] MODULES = {"jdk.", "java."};

  /** For Java 8, whose tools are classes without a module. */
  private static final String[] PACKAGES = {"sun.", "com.sun.tools.", "com.sun.java.util.", "jdk."};

  private JdkTool() {}

  static boolean isRunning() {
    return isRunning(
        System.getProperty("java.specification.version", "").startsWith("1."),
        System.getProperty("sun.java.launcher"),
        System.getProperty("jdk.module.main"),
        System.getProperty("sun.java.command"));
  }

  /**
   * @param launcher the name that the JDK's launcher gives itself
   * @param module the module of the main class, if it was started by its module
   * @param command main class or archive and its arguments; null if there is none ({@code java
   *     -version})
   */
  static boolean isRunning(
      boolean withoutModules,
      @Nullable String launcher,
      @Nullable String module,
      @Nullable String command) {
    if (command == null) {
      return "SUN_STANDARD".equals(launcher);
    }
    if (!withoutModules) {
      return module != null && beginsWithAny(MODULES, module);
    }
    int space = command.indexOf(' ');
    String main = space < 0 ? command : command.substring(0, space);
    return beginsWithAny(PACKAGES, main) && !main.endsWith(".jar") && main.indexOf('/') < 0;
  }

  private static boolean beginsWithAny(String[] beginnings, String name) {
    for (String beginning : beginnings) {
      if (name.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }
}
