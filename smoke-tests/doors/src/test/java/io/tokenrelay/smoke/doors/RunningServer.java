package io.tokenrelay.smoke.doors;

import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server's process, from when the web application answers until the test is over. */
final class RunningServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 300;
  private static final Pattern RECEIVED = Pattern.compile("\"request.received\": (\\d+)");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Start start;
  private final Process process;

  private RunningServer(Start start, Process process) {
    this.start = start;
    this.process = process;
  }

  static RunningServer start(Server server, Start start, TestIssuer issuer) throws Exception {
    return start(server.command(start), start, issuer);
  }

  static RunningServer start(ProcessBuilder command, Start start, TestIssuer issuer)
      throws Exception {
    command.redirectErrorStream(true).redirectOutput(start.console());
    command.directory(start.console().getParentFile());
    Process process = command.start();
    process.getOutputStream().close();
    RunningServer running = new RunningServer(start, process);
    try {
      for (String application : start.applications) {
        String servlet = "/" + application + Kind.SERVLET.path;
        running.await(application, servlet, issuer.token("waiting"), "");
      }
    } catch (Throwable failure) {
      running.close();
      throw failure;
    }
    return running;
  }

  /** Replaces an application as its operator would, and waits until the server has seen it. */
  void redeploy(String application, int edition, String token) throws Exception {
    start.replace(application, edition);
    await(application, "/" + application + "/calling", token, String.valueOf(edition));
  }

  /**
   * Until an application answers a request with this content. Asks none before the server says that
   * it is done: some log an error for one that meets an application which they are just replacing.
   */
  private void await(String application, String path, String token, String content)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        if (start.hasSettled(application)) {
          HttpResponse<String> response = get(path, token);
          if (response.statusCode() == 200 && response.body().contains(content)) {
            return;
          }
        }
      } catch (IOException notYet) {
        // not listening
      }
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(path + " did not answer:\n" + console());
      }
      Thread.sleep(100); // polls a process that does not tell
    }
  }

  HttpResponse<String> get(Kind kind, @Nullable String token) throws Exception {
    return get("/app" + kind.path, token);
  }

  HttpResponse<String> get(String path, @Nullable String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + start.port + path))
            .timeout(Duration.ofSeconds(60));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** How many requests the agent has received so far. */
  long received() throws Exception {
    HttpRequest metrics =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + start.statusPort + "/status.json"))
            .timeout(Duration.ofSeconds(60))
            .build();
    String json = client.send(metrics, HttpResponse.BodyHandlers.ofString()).body();
    Matcher count = RECEIVED.matcher(json);
    if (!count.find()) {
      throw new IllegalStateException("no " + RECEIVED + " in " + json);
    }
    return Long.parseLong(count.group(1));
  }

  List<String> applications() {
    return start.applications;
  }

  /** The port of its web applications; a cluster may have others. */
  int port() {
    return start.port;
  }

  /** What the server has written so far. */
  String console() throws IOException {
    return Files.readString(start.console().toPath(), StandardCharsets.ISO_8859_1);
  }

  /** What the agent has logged so far. */
  String log() throws IOException {
    return Files.exists(start.log) ? Files.readString(start.log, StandardCharsets.UTF_8) : "";
  }

  /** Ends it as its operator would, so that it logs what it has to say at the end. */
  void stop() throws InterruptedException {
    List<ProcessHandle> started = process.descendants().toList();
    if (started.isEmpty()) {
      process.destroy();
    } else {
      started.forEach(ProcessHandle::destroy);
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server did not stop");
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
