package io.tokenrelay.agent.main.log;

import io.tokenrelay.bootstrap.StackRoom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * The logger behind every {@code LoggerFactory.getLogger} of the agent. Writes to {@link Lines};
 * lives in the agent loader, so the application's own SLF4J never meets it.
 */
public final class LineLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  /** Ten of a kind are enough for an operator; a thousand hide everything else. */
  private static final Repetitions REPETITIONS = new Repetitions(10);

  public LineLogger(String name) {
    this.name = name;
  }

  /**
   * Never throws, whatever {@code System.err} has been replaced with and whatever an argument's
   * {@code toString} does: the caller has more important things to do.
   */
  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    try {
      needRoom();
      write(level, pattern, arguments, thrown);
    } catch (RuntimeException | Error unwritten) {
      // There is nowhere left to report it.
    }
  }

  /** A disabled agent has no boot classes, and serves nobody. */
  private static void needRoom() {
    try {
      StackRoom.need();
    } catch (NoClassDefFoundError disabled) {
      // There is room enough in its premain.
    }
  }

  private void write(
      Level level, String pattern, Object @Nullable [] arguments, @Nullable Throwable thrown) {
    long refused = 0;
    if (level.toInt() >= Level.WARN.toInt()) {
      refused = REPETITIONS.admit(name + pattern, System.nanoTime());
      if (refused == Repetitions.REFUSED) {
        return;
      }
    }
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    Lines.write(level, refused == 0 ? message : message + " (and " + refused + " more)", thrown);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return Lines.isWritten(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return Lines.isWritten(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return Lines.isWritten(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return Lines.isWritten(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return Lines.isWritten(Level.ERROR);
  }
}
