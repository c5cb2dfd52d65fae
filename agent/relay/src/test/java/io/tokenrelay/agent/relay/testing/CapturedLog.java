package io.tokenrelay.agent.relay.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.EventConstants;

/** What is logged while a test runs. */
public final class CapturedLog implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Runnable undo = () -> {};

  public CapturedLog() throws UnsupportedEncodingException {
    System.setErr(new PrintStream(bytes, true, "UTF-8"));
  }

  /** Lets a class log its DEBUG lines while a test runs; slf4j-simple has no way to ask for it. */
  public CapturedLog withDebugOf(Class<?> type) throws ReflectiveOperationException {
    Logger logger = LoggerFactory.getLogger(type);
    Field level = logger.getClass().getDeclaredField("currentLogLevel");
    level.setAccessible(true);
    int usual = level.getInt(logger);
    set(level, logger, EventConstants.DEBUG_INT);
    undo = () -> set(level, logger, usual);
    return this;
  }

  /** The lines of one level. */
  public List<String> lines(String level) {
    List<String> lines = new ArrayList<>();
    for (String line : text().split("\\R")) {
      if (line.contains(' ' + level + ' ')) {
        lines.add(line);
      }
    }
    return lines;
  }

  public String text() {
    try {
      return bytes.toString("UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    System.setErr(before);
    undo.run();
  }

  private static void set(Field level, Logger logger, int value) {
    try {
      level.setInt(logger, value);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
