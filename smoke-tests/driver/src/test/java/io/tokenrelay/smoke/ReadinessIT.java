package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** When a balancer is told to send requests to a service, and when to send none. */
class ReadinessIT {
  private static final Path DEPLOYMENT = Path.of("../../docs/deployment.md");

  @TempDir Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Its requests come only when it is ready, and would bring the keys: so asking brings them. */
  @OnJava({8, 17, 25})
  void isReadyWithTheFirstKeysThoughNobodySendsARequestBefore(int feature) throws Exception {
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    CountDownLatch released = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    HttpServer keys =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    keys.setExecutor(Executors.newCachedThreadPool());
    keys.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.incrementAndGet();
            released.await();
            byte[] body = issuer.publicKeys().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    keys.start();
    int status = AgentStatus.onFreePort().port();
    try (LoneGateway gateway =
        LoneGateway.on(
            Jdks.require(feature),
            "first-keys-" + feature,
            "-Dtokenrelay.mode=enforce",
            "-Dtokenrelay.issuer=" + IssuerInAFile.NAME,
            "-Dtokenrelay.jwks-uri=http://127.0.0.1:" + keys.getAddress().getPort() + "/keys",
            "-Dtokenrelay.jwks.read-timeout=60s",
            "-Dtokenrelay.audiences=" + IssuerInAFile.AUDIENCE,
            "-Dtokenrelay.health.ready-wait=5m",
            "-Dtokenrelay.health.http-port=" + status)) {
      assertThat(Polling.until(60, () -> asks(status, 503) && asked.get() == 1)).isTrue();
      assertThat(get(status, "/ready").body())
          .contains("\"state\": \"starting\"", "issuer default has no keys yet");
      assertThat(get(status, "/").body()).contains("TokenRelay: starting");
      assertThat(metrics(status))
          .contains("tokenrelay_agent_readiness{tokenrelay_state=\"starting\"} 1.0")
          .contains("tokenrelay_agent_readiness{tokenrelay_state=\"ready\"} 0.0");

      released.countDown();

      assertThat(Polling.until(60, () -> asks(status, 200))).isTrue();
      assertThat(gateway.checkout("first", issuer.token("alice"))).isEqualTo(200);
      assertThat(gateway.relayed("first")).hasSize(1);
      assertThat(metrics(status))
          .contains("tokenrelay_agent_readiness{tokenrelay_state=\"ready\"} 1.0");
    } finally {
      released.countDown();
      keys.stop(0);
    }
  }

  @OnJava({8, 17, 25})
  void isReadyAfterAWhileThoughItsIssuerIsDown(int feature) throws Exception {
    int status = AgentStatus.onFreePort().port();
    try (LoneGateway gateway =
        LoneGateway.on(
            Jdks.require(feature),
            "issuer-down-" + feature,
            "-Dtokenrelay.issuer=" + IssuerInAFile.NAME,
            "-Dtokenrelay.jwks-uri=http://127.0.0.1:1/keys",
            "-Dtokenrelay.health.ready-wait=3s",
            "-Dtokenrelay.health.http-port=" + status)) {
      assertThat(Polling.until(60, () -> asks(status, 200))).isTrue();
      assertThat(get(status, "/ready").body())
          .contains("\"state\": \"ready\"", "\"degraded\": [\"issuer default: no keys: ");
      assertThat(gateway.checkoutWithoutToken("nobody")).isEqualTo(200);
    }
  }

  @OnJava({8, 17, 25})
  void drainsFromTheMomentWhenTheJvmIsToldToEndAndDoesNotHoldItUp(int feature) throws Exception {
    Programs.compile("EndsSlowly", folder);
    Path unfinished = Files.createFile(folder.resolve("unfinished"));
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    int status = AgentStatus.onFreePort().port();
    List<String> arguments =
        List.of(
            "-javaagent:" + Installation.fromSystemProperties().agent(),
            "-Dtokenrelay.issuer=" + IssuerInAFile.NAME,
            "-Dtokenrelay.jwks-file=" + issuer.keys(),
            "-Dtokenrelay.health.ready-wait=0s",
            "-Dtokenrelay.health.http-port=" + status,
            "-cp",
            folder.toString(),
            "EndsSlowly",
            unfinished.toString());
    try (JavaProcess process =
        JavaProcess.start("ends", Jdks.require(feature), folder.resolve("ends.log"), arguments)) {
      process.awaitPort();
      assertThat(Polling.until(60, () -> asks(status, 200))).isTrue();

      ProcessHandle.of(process.id()).orElseThrow().destroy();

      assertThat(Polling.until(60, () -> asks(status, 503))).isTrue();
      assertThat(get(status, "/ready").body())
          .contains("\"state\": \"draining\"", "draining: the JVM ends");
      assertThat(get(status, "/health").statusCode()).isEqualTo(200);
      assertThat(delete(status).body()).as("cannot be undone").contains("\"draining\"");
      assertThat(process.isAlive()).isTrue();

      Files.delete(unfinished);
      process.end();
      assertThat(process.output()).contains("finishing\n", "finished\n");
    }
  }

  @OnJava({8, 17, 25})
  void isDrainedFromTheCommandLine(int feature) throws Exception {
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    int status = AgentStatus.onFreePort().port();
    try (LoneGateway gateway =
        gateway(Jdks.require(feature), "drained-" + feature, issuer, status)) {
      assertThat(Polling.until(60, () -> asks(status, 200))).isTrue();
      assertThat(gateway.checkout("before", issuer.token("alice"))).isEqualTo(200);
      String url = "http://127.0.0.1:" + status;

      assertThat(program(feature, "drain", url)).isEqualTo("draining\n");
      assertThat(get(status, "/ready").statusCode()).isEqualTo(503);
      assertThat(program(feature, "report", url))
          .contains("not ready: draining, as asked by POST /drain");
      assertThat(gateway.checkout("meanwhile", issuer.token("alice"))).isEqualTo(200);
      assertThat(gateway.relayed("meanwhile")).as("relayed as before").hasSize(1);
      assertThat(gateway.checkoutWithoutToken("nobody")).as("enforced as before").isEqualTo(401);
      assertThat(program(feature, "drain", "--resume", url)).isEqualTo("no longer draining\n");
      assertThat(get(status, "/ready").statusCode()).isEqualTo(200);

      String process = String.valueOf(gateway.processId());
      assertThat(Polling.until(60, () -> asksJmx(feature, process))).isTrue();
      assertThat(get(status, "/ready").body()).contains("draining, as asked by JMX");
      assertThat(program(feature, "drain", "--resume", process)).isEqualTo("no longer draining\n");
      assertThat(get(status, "/ready").statusCode()).isEqualTo(200);
      assertThat(gateway.agentLines())
          .anyMatch(line -> line.contains("INFO draining, as asked by POST /drain"))
          .anyMatch(line -> line.contains("INFO no longer draining, as asked by JMX"));
    }
  }

  /** The MBean is there some time after the first request. */
  private static boolean asksJmx(int feature, String process) {
    try {
      return program(feature, "drain", process).equals("draining\n");
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  @OnJava({8, 17, 25})
  void haproxySendsNothingMoreToADrainedServiceAndLosesNothing(int feature) throws Exception {
    Optional<Path> program = Prometheus.program("haproxy");
    assumeTrue(program.isPresent(), "haproxy is not installed (Debian: haproxy)");
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    String token = issuer.token("alice");
    List<LoneGateway> gateways = new ArrayList<>();
    List<Integer> statuses = new ArrayList<>();
    try {
      String backend = recipe();
      for (int i = 1; i <= 3; i++) {
        int status = AgentStatus.onFreePort().port();
        LoneGateway gateway =
            gateway(Jdks.require(feature), "drain-" + i + "-" + feature, issuer, status);
        gateways.add(gateway);
        statuses.add(status);
        backend =
            backend.replace(
                "10.0.0." + i + ":8080 check port 9464",
                "127.0.0.1:" + gateway.port() + " check port " + status);
      }
      assertThat(backend).doesNotContain("10.0.0.").contains("inter 1s");
      try (HaProxy proxy =
          HaProxy.before(backend.replace("inter 1s", "inter 100ms"), program.get(), folder)) {
        assertThat(Polling.until(60, () -> proxy.sendsTo(up(true, true, true)))).isTrue();
        loseNothing(proxy, gateways, statuses, token);
      }
    } finally {
      gateways.forEach(LoneGateway::close);
    }
  }

  private void loseNothing(
      HaProxy proxy, List<LoneGateway> gateways, List<Integer> statuses, String token)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    ExecutorService callers = Executors.newFixedThreadPool(4);
    List<Future<?>> load = new ArrayList<>();
    for (int caller = 0; caller < 4; caller++) {
      load.add(
          callers.submit(
              () -> {
                while (!over.get()) {
                  HttpRequest request =
                      HttpRequest.newBuilder(
                              URI.create("http://127.0.0.1:" + proxy.port + "/checkout/x"))
                          .header("Authorization", "Bearer " + token)
                          .build();
                  int code = http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
                  answers.computeIfAbsent(code, unseen -> new AtomicInteger()).incrementAndGet();
                  answered.incrementAndGet();
                }
                return null;
              }));
    }
    try {
      waitFor(answered, 100);
      LoneGateway drained = gateways.get(0);
      assertThat(drained.calls()).isNotEmpty();

      assertThat(post(statuses.get(0)).statusCode()).isEqualTo(200);
      assertThat(Polling.until(60, () -> proxy.sendsTo(up(false, true, true)))).isTrue();
      waitFor(answered, 20); // what it had begun has ended
      int before = drained.calls().size();
      waitFor(answered, 200);
      assertThat(drained.calls()).as("nothing more reaches it").hasSize(before);
      drained.end();
      waitFor(answered, 100);

      // Another one is drained, and comes back.
      assertThat(post(statuses.get(1)).statusCode()).isEqualTo(200);
      assertThat(Polling.until(60, () -> proxy.sendsTo(up(false, false, true)))).isTrue();
      waitFor(answered, 100);
      assertThat(delete(statuses.get(1)).statusCode()).isEqualTo(200);
      assertThat(Polling.until(60, () -> proxy.sendsTo(up(false, true, true)))).isTrue();
      int back = gateways.get(1).calls().size();
      waitFor(answered, 100);
      assertThat(gateways.get(1).calls().size()).isGreaterThan(back);
    } finally {
      over.set(true);
      callers.shutdown();
    }
    for (Future<?> caller : load) {
      caller.get(60, TimeUnit.SECONDS);
    }
    assertThat(answers).as("no request was lost").containsOnlyKeys(200);
  }

  private static void waitFor(AtomicInteger answered, int more) throws InterruptedException {
    int enough = answered.get() + more;
    assertThat(Polling.until(60, () -> answered.get() >= enough)).isTrue();
  }

  private static Map<String, Boolean> up(boolean one, boolean two, boolean three) {
    return Map.of("orders-1", one, "orders-2", two, "orders-3", three);
  }

  /** The backend that the documentation shows. */
  private static String recipe() throws IOException {
    Matcher block =
        Pattern.compile("```haproxy\n(?<text>.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DEPLOYMENT));
    assertThat(block.find()).isTrue();
    return block.group("text");
  }

  private static LoneGateway gateway(Jdk jdk, String name, IssuerInAFile issuer, int status)
      throws IOException, InterruptedException {
    return LoneGateway.on(
        jdk,
        name,
        "-Dtokenrelay.mode=enforce",
        "-Dtokenrelay.issuer=" + IssuerInAFile.NAME,
        "-Dtokenrelay.jwks-file=" + issuer.keys(),
        "-Dtokenrelay.audiences=" + IssuerInAFile.AUDIENCE,
        "-Dtokenrelay.health.http-port=" + status);
  }

  private static String program(int feature, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Jdks.require(feature).java().toString());
    command.add("-jar");
    command.add(Installation.fromSystemProperties().agent().toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private String metrics(int status) throws IOException, InterruptedException {
    return get(status, "/metrics").body();
  }

  /** Whether {@code /ready} answers so by now. */
  private boolean asks(int status, int code) throws InterruptedException {
    try {
      return get(status, "/ready").statusCode() == code;
    } catch (IOException notYet) {
      return false;
    }
  }

  private HttpResponse<String> get(int status, String path)
      throws IOException, InterruptedException {
    return send(request(status, path));
  }

  private HttpResponse<String> post(int status) throws IOException, InterruptedException {
    return send(request(status, "/drain").POST(HttpRequest.BodyPublishers.noBody()));
  }

  private HttpResponse<String> delete(int status) throws IOException, InterruptedException {
    return send(request(status, "/drain").DELETE());
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(int status, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + status + path));
  }
}
