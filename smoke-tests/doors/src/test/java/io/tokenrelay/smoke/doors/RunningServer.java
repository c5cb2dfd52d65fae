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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server's process, from when the web application answers until the test is over. */
final class RunningServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 600;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Start start;
  private final Process process;

  private RunningServer(Start start, Process process) {
    this.start = start;
    this.process = process;
  }

  static RunningServer start(Server server, Start start, TestIssuer issuer) throws Exception {
    ProcessBuilder command = server.command(start);
    command.redirectErrorStream(true).redirectOutput(start.console());
    command.directory(start.console().getParentFile());
    Process process = command.start();
    process.getOutputStream().close();
    RunningServer running = new RunningServer(start, process);
    try {
      running.awaitApplication(issuer);
    } catch (Throwable failure) {
      running.close();
      throw failure;
    }
    return running;
  }

  /** Deployed last, and so the whole of it is there. */
  private void awaitApplication(TestIssuer issuer) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        if (get(Kind.SERVLET, issuer.token("waiting")).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // not listening
      }
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("the server did not start:\n" + console());
      }
      Thread.sleep(100); // polls a process that does not tell
    }
  }

  HttpResponse<String> get(Kind kind, @Nullable String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + start.port + "/app" + kind.path))
            .timeout(Duration.ofSeconds(60));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
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

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
