package io.tokenrelay.agent;

import org.jspecify.annotations.Nullable;

/**
 * Whether this JVM runs a tool of the JDK and no application. {@code JAVA_TOOL_OPTIONS} in an image
 * or a service's environment reaches {@code javac}, {@code keytool} and {@code jcmd} as well, and
 * those are to run as if nobody were there.
 *
 * <p>A JVM that a launcher of another make has started, a service wrapper, says nothing about its
 * main class: that is an application.
 */
final class JdkTool {
  private static final String[] MODULES = {"jdk.", "java."};

  /** Of Java 8, whose tools are classes without a module. */
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
   * @param launcher as the JDK's launcher names itself
   * @param module the module of the main class, where one was started by its module
   * @param command main class or archive and its arguments; null where none was given ({@code java
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
