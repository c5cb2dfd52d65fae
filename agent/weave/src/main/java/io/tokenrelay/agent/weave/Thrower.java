package io.tokenrelay.agent.weave;

/** Whose fault it is that something was thrown: for the operator's line. */
final class Thrower {
  private static final String INSTRUMENTATIONS = "io.tokenrelay.instrumentation.";

  private Thrower() {}

  /**
   * The advice that threw, or whose helpers did: the outermost of the instrumentations' frames at
   * the top of the stack, below whatever of ours or of the JDK's they have called. Further down
   * begins the application, which may have been called by another advice. The exception's own class
   * where no instrumentation had a part in it.
   */
  static String of(Throwable thrown) {
    String outermost = null;
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String type = frame.getClassName();
      if (type.startsWith(INSTRUMENTATIONS)) {
        outermost = type;
      } else if (outermost != null && !type.startsWith("io.tokenrelay.") && !isJdks(type)) {
        break;
      }
    }
    return outermost == null ? thrown.getClass().getName() : outermost;
  }

  private static boolean isJdks(String type) {
    return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
  }
}
