package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM that was started here and ends here, with whatever it started itself. Everything that it
 * prints goes to its log; the line {@code READY <port>}, or another that tells the port, says that
 * it serves.
 */
public final class JavaProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("READY (?<port>\\d+)");

  private final String name;
  private final Path log;
  private final Process process;
  private final Pattern ready;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Thread reader;

  private JavaProcess(String name, Path log, Process process, Pattern ready) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.ready = ready;
    this.reader = new Thread(this::read, "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  public static JavaProcess start(String name, Jdk jdk, Path log, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(arguments);
    return start(name, log, command, Map.of(), READY);
  }

  /**
   * @param command a script that starts a JVM
   * @param ready the line that says that it serves; its group {@code port} tells where
   */
  public static JavaProcess start(
      String name, Path log, List<String> command, Map<String, String> environment, Pattern ready)
      throws IOException {
    Files.createDirectories(log.getParent());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Options that an environment gives every JVM would be options of ours.
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.matches("(JAVA_TOOL|JDK_JAVA|_JAVA)_OPTIONS"));
    builder.environment().keySet().removeIf(key -> key.matches("(TOKENRELAY|OTEL)_.*"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    endWithThisProcess(process);
    return new JavaProcess(name, log, process, ready);
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

  /** What it has used of the processors so far, to the system's tick of some 10 ms. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  public long id() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String name() {
    return name;
  }

  /** Everything printed so far. */
  public String output() throws IOException {
    return Files.readString(log, UTF_8);
  }

  /**
   * Ends it as an operator does (SIGTERM), and waits until it has done what it does at its end.
   *
   * @throws IllegalStateException if it does not end
   */
  void end() throws InterruptedException {
    process.toHandle().destroy(); // its own destroy() would close its output, too
    if (!process.waitFor(180, SECONDS)) {
      throw new IllegalStateException(name + " does not end; its last words:\n" + lastWords());
    }
    reader.join(SECONDS.toMillis(5));
  }

  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(5, SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      started.forEach(ProcessHandle::destroyForcibly);
      reader.join(SECONDS.toMillis(5));
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** However this JVM ends (but for a kill -9), what it started does not outlive it. */
  private static void endWithThisProcess(Process process) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> endNow(process)));
    } catch (IllegalStateException alreadyEnding) {
      endNow(process);
      throw alreadyEnding;
    }
  }

  private static void endNow(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        BufferedWriter copy = Files.newBufferedWriter(log, UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.write(line);
        copy.newLine();
        copy.flush();
        Matcher matcher = ready.matcher(line);
        if (matcher.find()) {
          port.complete(Integer.valueOf(matcher.group("port")));
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
