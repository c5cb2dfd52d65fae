package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A JVM that was started here and ends here. Everything that it prints goes to its log; the line
 * {@code READY <port>} says that it serves.
 */
public final class JavaProcess implements AutoCloseable {
  private static final String READY = "READY ";

  private final String name;
  private final Path log;
  private final Process process;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Thread reader;

  private JavaProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.reader = new Thread(this::read, "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  public static JavaProcess start(String name, Jdk jdk, Path log, List<String> arguments)
      throws IOException {
    Files.createDirectories(log.getParent());
    ProcessBuilder builder = new ProcessBuilder(jdk.java().toString()).redirectErrorStream(true);
    builder.command().addAll(arguments);
    // Options that an environment gives every JVM would be options of ours.
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.matches("(JAVA_TOOL|JDK_JAVA|_JAVA)_OPTIONS"));
    builder.environment().keySet().removeIf(key -> key.matches("(TOKENRELAY|OTEL)_.*"));
    Process process = builder.start();
    endWithThisProcess(process);
    return new JavaProcess(name, log, process);
  }

  /**
   * @throws IllegalStateException with the end of the log, if the process does not come up
   */
  public int awaitPort() throws InterruptedException {
    try {
      return port.get(180, SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(
          name + " did not come up; its last words:\n" + lastWords(), failure);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String name() {
    return name;
  }

  /** Everything printed so far. */
  String output() throws IOException {
    return Files.readString(log, UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      reader.join(SECONDS.toMillis(5));
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** However this JVM ends (but for a kill -9), what it started does not outlive it. */
  private static void endWithThisProcess(Process process) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    } catch (IllegalStateException alreadyEnding) {
      process.destroyForcibly();
      throw alreadyEnding;
    }
  }

  private void read() {
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        BufferedWriter copy = Files.newBufferedWriter(log, UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.write(line);
        copy.newLine();
        copy.flush();
        if (line.startsWith(READY)) {
          port.complete(Integer.valueOf(line.substring(READY.length()).trim()));
        }
      }
    } catch (IOException closed) {
      // The process is gone.
    } finally {
      port.completeExceptionally(new IOException(name + " ended"));
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log, UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException unreadable) {
      return "(no log)";
    }
  }
}
