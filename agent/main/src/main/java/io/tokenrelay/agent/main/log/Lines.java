package io.tokenrelay.agent.main.log;

import io.tokenrelay.agent.config.Redacted;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Where every line of the agent goes: standard error, or the file that {@code tokenrelay.log.file}
 * names. Standard error is what it was when the agent started: an application server that replaces
 * {@code System.err} would log each of our lines as an error of its own.
 *
 * <p>Lives in the agent loader; written to by {@link LineLogger} only. Uses neither
 * java.util.logging nor NIO, because premain logs too and an application server chooses its log
 * manager later. Guarantees, whatever it is asked to write: one message is one line, it contains no
 * token, and a repeated line is not written a thousand times.
 */
public final class Lines {
  private static final int MOST_PROBLEMS = 20;
  private static final Deque<String> PROBLEMS = new ArrayDeque<>();

  private static volatile Level threshold = Level.INFO;
  private static volatile @Nullable PrintStream standardError;
  private static volatile @Nullable PrintStream file;

  private Lines() {}

  /** Sets the lowest level that is written. */
  public static void threshold(Level level) {
    threshold = level;
  }

  /** Writes to this as standard error from now on; null means whatever {@code System.err} is. */
  public static void toStandardError(@Nullable PrintStream stream) {
    standardError = stream;
  }

  /** Appends the lines to a file from now on; null means standard error. */
  public static void toFile(@Nullable String path) throws IOException {
    PrintStream previous = file;
    file = path == null ? null : new PrintStream(new FileOutputStream(path, true), true, "UTF-8");
    if (previous != null) {
      previous.close();
    }
  }

  /** The last warnings and errors, the newest first, each with its time. */
  public static List<String> lastProblems() {
    synchronized (PROBLEMS) {
      return new ArrayList<>(PROBLEMS);
    }
  }

  private static void keep(String line) {
    synchronized (PROBLEMS) {
      PROBLEMS.addFirst(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
      if (PROBLEMS.size() > MOST_PROBLEMS) {
        PROBLEMS.removeLast();
      }
    }
  }

  static boolean isWritten(Level level) {
    return level.toInt() >= threshold.toInt();
  }

  static void write(Level level, String message, @Nullable Throwable thrown) {
    PrintStream out = file;
    String line = "[tokenrelay] " + level + ' ' + Redacted.text(message);
    if (level.toInt() >= Level.WARN.toInt()) {
      keep(line);
    }
    if (out == null) {
      PrintStream atStart = standardError;
      print(atStart == null ? System.err : atStart, line, thrown);
    } else {
      print(out, Instant.now() + " " + line, thrown);
    }
  }

  /** One synchronized block, so that two threads never mix a line and a stack. */
  private static void print(PrintStream out, String line, @Nullable Throwable thrown) {
    synchronized (out) {
      out.println(line);
      if (thrown != null) {
        out.print(Redacted.stack(thrown));
      }
    }
  }
}
