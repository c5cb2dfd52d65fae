package io.tokenrelay.smoke.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.TestIssuer;
import io.tokenrelay.smoke.Installation;
import io.tokenrelay.smoke.JavaProcess;
import io.tokenrelay.smoke.Jdk;
import io.tokenrelay.smoke.Logs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program of {@code services/attacked} with the packaged jar, in a JVM of its own. The agent says
 * all that it can say, and when the program ends, no part of a token may be in its log.
 */
final class Program implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** {@code -Dattacks.options=}: with what disarms the agent, the attacks can be seen to work. */
  private static final List<String> MORE_OPTIONS =
      Stream.of(System.getProperty("attacks.options", "").split(" "))
          .filter(option -> !option.isEmpty())
          .toList();

  private static final AtomicInteger STARTS = new AtomicInteger();

  private final Path folder;
  private final JavaProcess process;
  private final int port;

  private Program(Path folder, JavaProcess process) throws InterruptedException {
    this.folder = folder;
    this.process = process;
    this.port = process.awaitPort();
  }

  /**
   * @param main the simple name of its class
   * @param options of the JVM and the agent
   */
  static Program start(Jdk jdk, String main, List<String> options) throws Exception {
    return start(jdk, "services/attacked", "com.example.attacked." + main, options);
  }

  /** The same without the agent, which may be attached later. */
  static Program startWithoutAgent(Jdk jdk, String main, List<String> options) throws Exception {
    return startWithoutAgent(jdk, "services/attacked", "com.example.attacked." + main, options);
  }

  static Program startWithoutAgent(Jdk jdk, String module, String main, List<String> options)
      throws Exception {
    return start(jdk, module, main, options, false);
  }

  /**
   * @param module below {@code smoke-tests}
   * @param main the name of its class
   */
  static Program start(Jdk jdk, String module, String main, List<String> options) throws Exception {
    boolean attached = options.stream().noneMatch(option -> option.startsWith("-javaagent:"));
    return start(jdk, module, main, options, attached);
  }

  private static Program start(
      Jdk jdk, String module, String main, List<String> options, boolean attached)
      throws Exception {
    Installation installation = Installation.fromSystemProperties();
    String name = main.substring(main.lastIndexOf('.') + 1);
    Path folder =
        installation
            .home()
            .resolve("attacks/target/programs")
            .resolve(name + "-" + STARTS.incrementAndGet() + "-on-java-" + jdk.feature());
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> arguments = new ArrayList<>();
    if (attached) {
      arguments.add("-javaagent:" + installation.agent());
    }
    arguments.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    arguments.add("-Djava.io.tmpdir=" + temporary);
    arguments.add("-Dtokenrelay.log.level=trace");
    arguments.addAll(options);
    arguments.addAll(MORE_OPTIONS);
    arguments.addAll(List.of("-cp", installation.classPathOf(module), main));
    JavaProcess process = JavaProcess.start(name, jdk, folder.resolve(name + ".log"), arguments);
    try {
      return new Program(folder, process);
    } catch (Throwable failure) {
      process.close();
      throw failure;
    }
  }

  /** The issuer of {@link Users}. */
  static List<String> issuer(String... more) {
    List<String> options = new ArrayList<>();
    options.add("-Dtokenrelay.issuer=" + TestIssuer.ISSUER);
    options.add("-Dtokenrelay.jwks-file=" + keys());
    options.addAll(List.of(more));
    return options;
  }

  static Path keys() {
    return Path.of(System.getProperty("test.issuer"), "jwks.json");
  }

  /** Of its process. */
  long id() {
    return process.id();
  }

  int port() {
    return port;
  }

  /** What a user is answered, who must be served. */
  String as(String user, String act, String... parameters) {
    return later(user, act, parameters).join();
  }

  /**
   * The same, while others are served.
   *
   * @param parameters names and values in turn
   */
  CompletableFuture<String> later(String user, String act, String... parameters) {
    StringBuilder path = new StringBuilder("/" + act + "?owner=" + user);
    for (int i = 0; i < parameters.length; i += 2) {
      path.append('&').append(parameters[i]).append('=');
      path.append(URLEncoder.encode(parameters[i + 1], UTF_8));
    }
    HttpRequest request = request(path.toString(), Users.tokenOf(user));
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(
            answer -> {
              if (answer.statusCode() != 200) {
                throw new AssertionError(act + " for " + user + ": " + answer.statusCode());
              }
              return answer.body();
            });
  }

  /**
   * @param headers names and values in turn
   */
  int status(String path, @Nullable String token, String... headers) {
    return statusLater(path, token, headers).join();
  }

  CompletableFuture<Integer> statusLater(String path, @Nullable String token, String... headers) {
    return HTTP.sendAsync(request(path, token, headers), HttpResponse.BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  private HttpRequest request(String path, @Nullable String token, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofMinutes(1));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  /** The agent's lines so far. */
  List<String> log() {
    return printed().lines().filter(line -> line.contains("[tokenrelay]")).toList();
  }

  private String printed() {
    try {
      return process.output();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    process.close();
    try {
      Logs.holdNoToken(folder);
      noFileHoldsAToken();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Nor does anything that the program or its libraries have left on the disk. */
  private void noFileHoldsAToken() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(
              files.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".jar")))
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file, ISO_8859_1).contains("eyJ"))
                      .as("part of a token in " + file)
                      .isFalse());
    }
  }
}
