package io.tokenrelay.agent.main.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A process that is about to be attached to. To that end a JDK before 22 sends it a SIGQUIT, which
 * a JVM answers, and by which many others end: those that do not catch it, and those that take it
 * as an order (nginx, PostgreSQL, programs in Go). So it must be proven to be a JVM.
 */
final class Signalled {
  private static final Path PROC = new File("/proc").toPath();
  private static final String LIBRARY = "/libjvm.so";
  private static final String CAUGHT = "SigCgt:";
  private static final int SIGQUIT = 3;

  private Signalled() {}

  /**
   * @param listed the process ids of all JVMs that can be found, for where the system says less
   *     than Linux
   * @throws NoAnswerException unless the process is a JVM
   */
  static void proveJvm(String processId, Listed listed) throws ReflectiveOperationException {
    if (Files.exists(PROC.resolve("self").resolve("maps"))) {
      proveJvm(PROC.resolve(processId));
    } else if (!listed.ids().contains(processId)) {
      throw new NoAnswerException("is no JVM of this user, or one with -XX:-UsePerfData");
    }
  }

  /**
   * By proc(5).
   *
   * @param process its directory
   */
  static void proveJvm(Path process) {
    if (!Files.exists(process)) {
      throw new NoAnswerException("is no process that this user can see");
    }
    String caught;
    boolean mapped;
    try {
      mapped = find(process.resolve("maps"), LIBRARY) != null;
      caught = find(process.resolve("status"), CAUGHT);
    } catch (IOException | RuntimeException unreadable) {
      throw new NoAnswerException(
          "this user may not see whether it is a JVM, and nothing else is attached to; use the"
              + " service's own user");
    }
    if (!mapped) {
      throw new NoAnswerException("is no JVM");
    }
    if (caught != null && !isCaught(caught)) {
      throw new NoAnswerException("is a JVM that cannot be attached to (-Xrs), or just starting");
    }
  }

  private static boolean isCaught(String line) {
    try {
      long caught = Long.parseUnsignedLong(line.substring(CAUGHT.length()).trim(), 16);
      return (caught & 1L << (SIGQUIT - 1)) != 0;
    } catch (NumberFormatException unknown) {
      return false;
    }
  }

  private static @Nullable String find(Path file, String text) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains(text)) {
          return line;
        }
      }
    }
    return null;
  }

  /** All JVMs that can be found. */
  interface Listed {
    Set<String> ids() throws ReflectiveOperationException;
  }
}
