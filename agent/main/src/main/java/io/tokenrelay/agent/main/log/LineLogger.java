package io.tokenrelay.agent.main.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * The logger behind every {@code LoggerFactory.getLogger} of the agent. Writes to {@link Lines};
 * lives in the agent loader, so the application's own SLF4J never meets it.
 */
final class LineLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  /** Ten of a kind tell an operator enough; a thousand hide everything else. */
  private static final Repetitions REPETITIONS = new Repetitions(10);

  LineLogger(String name) {
    this.name = name;
  }

  /**
   * Never throws, whatever the application has put in the place of {@code System.err}, and whatever
   * an argument has to say of itself: who logs has something more important to do next.
   */
  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    try {
      write(level, pattern, arguments, thrown);
    } catch (RuntimeException | Error unwritten) {
      // There is nowhere left to say so.
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
