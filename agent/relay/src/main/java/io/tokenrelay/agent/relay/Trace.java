package io.tokenrelay.agent.relay;

/**
 * A throwable's stack without its message: libraries put header values into messages, and a header
 * value may be a token.
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
