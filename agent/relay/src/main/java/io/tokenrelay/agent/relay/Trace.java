package io.tokenrelay.agent.relay;

/**
 * Where a throwable comes from, without its message: libraries put header values into theirs, and a
 * header value is a token.
 */
final class Trace {
  private static final int FRAMES = 8;

  private Trace() {}

  static String of(Throwable thrown) {
    StringBuilder trace = new StringBuilder(thrown.getClass().getName());
    StackTraceElement[] frames = thrown.getStackTrace();
    for (int i = 0; i < frames.length && i < FRAMES; i++) {
      trace.append(" at ").append(frames[i]);
    }
    return trace.toString();
  }
}
