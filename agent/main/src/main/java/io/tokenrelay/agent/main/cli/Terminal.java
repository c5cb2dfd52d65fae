package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.config.Redacted;
import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Help.Ansi;

/**
 * What a command reads from and prints to. Whatever it prints is one line, without tokens and
 * without control characters of anybody else's.
 */
final class Terminal {
  private static final long SECOND = 1_000;

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Ansi ansi;
  private final boolean interactive;
  private final long patience;

  /**
   * @param ansi whether there are colours
   * @param interactive whether somebody is looking
   * @param patience how many milliseconds may pass before that somebody is told what takes so long
   */
  Terminal(
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      Ansi ansi,
      boolean interactive,
      long patience) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.ansi = ansi;
    this.interactive = interactive;
    this.patience = patience;
  }

  /** That of this process. Colours are picocli's decision, which honours {@code NO_COLOR}. */
  @SuppressWarnings("DefaultCharset") // that of the terminal
  static Terminal ofProcess() {
    return new Terminal(
        System.in,
        new PrintWriter(System.out, true),
        new PrintWriter(System.err, true),
        Ansi.AUTO,
        isInteractive(),
        SECOND);
  }

  /** For the output of others: not a terminal. */
  static Terminal plain(InputStream in, PrintWriter out, PrintWriter err) {
    return new Terminal(in, out, err, Ansi.OFF, false, SECOND);
  }

  /** Since Java 22, there is a console that need not be a terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isInteractive() {
    Console console = System.console();
    try {
      return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException older) {
      return true;
    }
  }

  InputStream in() {
    return in;
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  Ansi ansi() {
    return ansi;
  }

  void print(String line) {
    out.println(Redacted.text(line));
  }

  /** A line whose first word has a colour. */
  void print(Colour colour, String word, String rest) {
    out.println(colour.of(word, ansi) + Redacted.text(rest));
  }

  void complain(String line) {
    err.println(Redacted.text(line));
  }

  /** The outcome of what may take a while. */
  <T> T waiting(String what, Supplier<T> task) {
    if (!interactive) {
      return task.get();
    }
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "progress");
              thread.setDaemon(true);
              return thread;
            });
    Progress progress = new Progress(what);
    Future<?> later = watch.schedule(progress, patience, TimeUnit.MILLISECONDS);
    try {
      return task.get();
    } finally {
      later.cancel(false);
      progress.end();
      watch.shutdownNow();
    }
  }

  /** In place of what stands in the line now. */
  private void tell(String what) {
    err.print("\r\u001b[K" + what);
    err.flush();
  }

  /** A line that is told at most once, and taken back if it was. */
  private final class Progress implements Runnable {
    private final String what;
    private boolean told;
    private boolean ended;

    Progress(String what) {
      this.what = what;
    }

    @Override
    public synchronized void run() {
      if (!ended) {
        told = true;
        tell(what);
      }
    }

    synchronized void end() {
      ended = true;
      if (told) {
        tell("");
      }
    }
  }
}
