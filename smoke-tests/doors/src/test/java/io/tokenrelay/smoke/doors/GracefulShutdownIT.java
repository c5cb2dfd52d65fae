package io.tokenrelay.smoke.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import io.tokenrelay.smoke.Polling;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service of Spring Boot that finishes its requests after it was told to end. */
class GracefulShutdownIT {
  private final HttpClient http = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void isNotReadyWhileTheLastRequestsAreServedWithTheirTokens(int feature) throws Exception {
    Path javaHome = Server.javaHome("Spring Boot 3.5 on Java " + feature, feature);
    String folder = Path.of(System.getProperty("doors.folder"), "issuer").toString();
    TestIssuer.main(new String[] {folder});
    System.setProperty("test.issuer", folder);
    TestIssuer issuer = TestIssuer.load();
    String token = issuer.token("alice");

    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Map<String, String> brought = new ConcurrentHashMap<>();
    HttpServer slow =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slow.createContext(
        "/",
        exchange -> {
          String header = exchange.getRequestHeaders().getFirst("Authorization");
          brought.put(exchange.getRequestURI().getPath(), String.valueOf(header));
          arrived.countDown();
          try {
            released.await();
          } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    slow.start();
    Server server = Server.BOOT_3_5;
    Start start =
        new Start(server, "graceful-" + feature, javaHome)
            .withAgent(
                "-Dtokenrelay.mode=enforce",
                "-Dserver.shutdown=graceful",
                "-Dspring.lifecycle.timeout-per-shutdown-phase=120s")
            .withApplicationsCalling(slow.getAddress().getPort());
    try (RunningServer running = RunningServer.start(server, start, issuer)) {
      assertThat(Polling.until(60, () -> ready(start) == 200)).isTrue();
      CompletableFuture<HttpResponse<String>> last =
          http.sendAsync(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + start.port + "/app/calling?call=last"))
                  .header("Authorization", "Bearer " + token)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stop(running));

      assertThat(Polling.until(60, () -> ready(start) == 503)).isTrue();
      assertThat(ask(start, "/ready").body()).contains("draining: the JVM ends");
      assertThat(stopped).as("it waits for the request").isNotDone();
      assertThat(last).isNotDone();

      released.countDown();
      assertThat(last.get(60, TimeUnit.SECONDS).body()).isEqualTo("200");
      assertThat(brought).containsExactly(Map.entry("/last", "Bearer " + token));
      stopped.get(60, TimeUnit.SECONDS);
      assertThat(running.log()).doesNotContain("ERROR");
    } finally {
      released.countDown();
      slow.stop(0);
    }
  }

  private static void stop(RunningServer running) {
    try {
      running.stop();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int ready(Start start) throws InterruptedException {
    try {
      return ask(start, "/ready").statusCode();
    } catch (IOException notYet) {
      return 0;
    }
  }

  private HttpResponse<String> ask(Start start, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + start.statusPort + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
