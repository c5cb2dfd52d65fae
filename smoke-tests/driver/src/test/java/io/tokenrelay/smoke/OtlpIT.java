package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's metrics by OTLP, as a receiver gets them that OpenTelemetry's own classes make. */
class OtlpIT {
  private static final String REQUESTS = "tokenrelay.inbound.requests";
  private static final String RESULT = "tokenrelay.result";

  @TempDir Path folder;
  private IssuerInAFile issuer;
  private String secret;

  @BeforeEach
  void prepare() throws Exception {
    issuer = IssuerInAFile.in(folder);
    secret = UUID.randomUUID().toString();
  }

  @OnJava({8, 11, 17, 21, 25})
  void aCollectorHasTheVeryNumbersOfTheCallers(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    int status = AgentStatus.onFreePort().port();
    try (Collector collector = Collector.start();
        LoneGateway gateway =
            gateway(
                jdk,
                "otlp-" + feature,
                "-Dtokenrelay.metrics.exporter=otel,jmx,prometheus,otlp",
                "-Dtokenrelay.health.http-port=" + status,
                "-Dotel.exporter.otlp.endpoint=" + collector.url() + '/',
                "-Dotel.exporter.otlp.headers=api-key=" + secret,
                "-Dotel.exporter.otlp.compression=gzip",
                "-Dotel.metric.export.interval=1000",
                "-Dotel.service.name=orders",
                "-Dotel.resource.attributes=deployment.environment.name=t%C3%A9st")) {
      call(gateway, 23, 7, 5);

      assertThat(Polling.until(60, () -> has(collector, 23, 7, 5))).isTrue();
      Collector.Export last = collector.last().orElseThrow();
      assertThat(last.sum(REQUESTS, RESULT, "valid")).isEqualTo(23);
      assertThat(last.sum(REQUESTS, "tokenrelay.reason", "signature")).isEqualTo(7);
      assertThat(last.sum(REQUESTS, RESULT, "none")).isEqualTo(5);
      assertThat(last.resource("service.name")).isEqualTo("orders");
      assertThat(last.resource("deployment.environment.name")).isEqualTo("tést");
      assertThat(last.resource("service.instance.id")).isNotEmpty();
      assertThat(collector.exports())
          .allSatisfy(
              export -> {
                assertThat(export.headers().getFirst("api-key")).isEqualTo(secret);
                assertThat(export.headers()).doesNotContainKeys("Authorization", "Cookie");
                assertThat(export.sender()).isEqualTo("tokenrelay");
              });
      assertThat(collector.unread()).isEmpty();

      String said = "metrics go to " + collector.url() + "/v1/metrics every 1.0 s, by OTLP";
      assertThat(Polling.until(60, () -> gateway.hasSaid(said))).isTrue();
      assertThat(gateway.agentLines()).filteredOn(line -> line.contains(said)).hasSize(1);
      assertThat(get(status, "/")).contains("<h1>orders: ready</h1>").doesNotContain(secret);
      assertThat(get(status, "/status.json"))
          .contains("\"serviceName\": \"orders\"")
          .doesNotContain(secret);
      assertThat(get(status, "/metrics")).contains("target_info{service_name=\"orders\"} 1");
      assertThat(gateway.output()).doesNotContain(secret);
      Logs.holdNoToken(gateway.logs());
    }
  }

  @Test
  void sendsWhatHappenedLastWhenTheJvmEnds() throws Exception {
    try (Collector collector = Collector.start();
        LoneGateway gateway =
            gateway(
                Jdk.running(),
                "otlp-end",
                "-Dtokenrelay.metrics.exporter=otlp",
                "-Dtokenrelay.service-name=shop",
                "-Dotel.service.name=other",
                "-Dotel.exporter.otlp.metrics.endpoint=" + collector.url() + "/v1/metrics",
                "-Dotel.metric.export.interval=1h")) {
      call(gateway, 1, 0, 0);
      assertThat(Polling.until(60, () -> collector.last().isPresent())).isTrue();
      call(gateway, 11, 3, 2);

      gateway.end();

      Collector.Export last = collector.last().orElseThrow();
      assertThat(last.sum(REQUESTS, RESULT, "valid")).isEqualTo(12);
      assertThat(last.sum(REQUESTS, RESULT, "invalid")).isEqualTo(3);
      assertThat(last.sum(REQUESTS, RESULT, "none")).isEqualTo(2);
      assertThat(last.resource("service.name")).isEqualTo("shop");
      assertThat(collector.exports()).hasSize(2);
    }
  }

  /** The collector takes the connection and says nothing, and may take ten minutes for it. */
  @Test
  void theJvmEndsThoughTheCollectorIsSilent() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        LoneGateway gateway =
            gateway(
                Jdk.running(),
                "otlp-silent",
                "-Dtokenrelay.metrics.exporter=otlp",
                "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + silent.getLocalPort(),
                "-Dotel.exporter.otlp.timeout=10m")) {
      call(gateway, 1, 0, 0);
      silent.accept(); // and nothing more
      call(gateway, 5, 0, 0);

      gateway.end(); // which waits for three minutes

      assertThat(gateway.isAlive()).isFalse();
    }
  }

  @Test
  void servesThoughNobodyIsThereAndSaysSoOnce() throws Exception {
    int nobody = AgentStatus.onFreePort().port();
    try (LoneGateway gateway =
        gateway(
            Jdk.running(),
            "otlp-nobody",
            "-Dtokenrelay.metrics.exporter=otlp",
            "-Dotel.exporter.otlp.endpoint=http://user:" + secret + "@127.0.0.1:" + nobody,
            "-Dotel.metric.export.interval=1s")) {
      call(gateway, 2, 0, 0);
      String said = "WARN no metrics are sent by OTLP: ";
      assertThat(Polling.until(60, () -> gateway.hasSaid(said))).isTrue();
      try (Collector late = Collector.startOn(nobody)) {
        assertThat(Polling.until(60, () -> late.last().isPresent())).isTrue();
        assertThat(Polling.until(60, () -> gateway.hasSaid("INFO metrics go to "))).isTrue();
      }

      assertThat(gateway.agentLines()).filteredOn(line -> line.contains(said)).isNotEmpty();
      assertThat(gateway.agentLines()).anyMatch(line -> line.contains("cannot connect"));
      assertThat(gateway.output()).doesNotContain(secret);
    }
  }

  @Test
  void saysWhyNothingIsSentWhereTheUsersVariablesAreForAnotherProtocol() throws Exception {
    try (Collector collector = Collector.start();
        LoneGateway gateway =
            gateway(
                Jdk.running(),
                "otlp-grpc",
                "-Dtokenrelay.metrics.exporter=otlp",
                "-Dotel.exporter.otlp.endpoint=" + collector.url(),
                "-Dotel.exporter.otlp.protocol=grpc")) {
      call(gateway, 1, 0, 0);

      String said = "WARN no metrics are sent by OTLP: OTEL_EXPORTER_OTLP_PROTOCOL";
      assertThat(Polling.until(60, () -> gateway.hasSaid(said))).isTrue();
      assertThat(collector.exports()).isEmpty();
    }
  }

  @Test
  void loadsNothingOfItUnlessItIsAskedFor() throws Exception {
    int status = AgentStatus.onFreePort().port();
    try (Collector collector = Collector.start();
        LoneGateway gateway =
            gateway(
                Jdk.running(),
                "otlp-unasked",
                "-Xlog:class+load",
                "-Dtokenrelay.health.http-port=" + status,
                "-Dotel.exporter.otlp.endpoint=" + collector.url())) {
      call(gateway, 1, 0, 0);
      assertThat(Polling.until(60, () -> gateway.hasSaid("io.tokenrelay.agent.status.OtelMeters ")))
          .isTrue();
      call(gateway, 1, 0, 0);

      assertThat(gateway.output()).doesNotContain(".Otlp", ".Protobuf", ".SpanCounters");
      assertThat(collector.exports()).isEmpty();
    }
  }

  @Test
  void leavesItToAnOpenTelemetryAgentThatIsAttached() throws Exception {
    try (Collector collector = Collector.start();
        LoneGateway gateway =
            gateway(
                Jdk.running(),
                "otlp-opentelemetry",
                "-javaagent:" + System.getProperty("smoke.agent.opentelemetry"),
                "-Dtokenrelay.metrics.exporter=otlp",
                "-Dotel.exporter.otlp.endpoint=" + collector.url(),
                "-Dotel.exporter.otlp.protocol=http/protobuf",
                "-Dotel.traces.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dotel.metric.export.interval=1000")) {
      call(gateway, 13, 4, 2);

      assertThat(Polling.until(60, () -> has(collector, 13, 4, 2))).isTrue();
      assertThat(collector.exports())
          .extracting(Collector.Export::sender)
          .noneMatch(sender -> sender.equals("tokenrelay"));
      String said = "INFO an OpenTelemetry agent is attached";
      assertThat(gateway.agentLines()).filteredOn(line -> line.contains(said)).hasSize(1);
    }
  }

  @OnJava({8, 17, 25})
  void writesWhatWasFoundOnTheSpansOfAnOpenTelemetryAgent(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (Collector collector = Collector.start();
        LoneGateway gateway =
            gateway(
                jdk,
                "otlp-spans-" + feature,
                "-javaagent:" + System.getProperty("smoke.agent.opentelemetry"),
                "-Dtokenrelay.traces.attributes=true",
                "-Dotel.exporter.otlp.endpoint=" + collector.url(),
                "-Dotel.exporter.otlp.protocol=http/protobuf",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dotel.bsp.schedule.delay=100")) {
      assertThat(
              Polling.until(
                  60,
                  () -> {
                    callOnce(gateway);
                    return results(collector).contains("valid");
                  }))
          .isTrue();
      call(gateway, 0, 3, 2);

      assertThat(Polling.until(60, () -> count(collector, "invalid") == 3)).isTrue();
      assertThat(Polling.until(60, () -> count(collector, "none") == 2)).isTrue();
      assertThat(collector.serverSpans())
          .filteredOn(span -> result(span).equals("invalid"))
          .allMatch(span -> attribute(span, "tokenrelay.reason").equals("signature"));
      assertThat(collector.serverSpans())
          .noneMatch(span -> span.toString().contains("eyJ") || span.toString().contains("alice"));
    }
  }

  private void callOnce(LoneGateway gateway) {
    try {
      call(gateway, 1, 0, 0);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static long count(Collector collector, String result) {
    return results(collector).stream().filter(result::equals).count();
  }

  private static List<String> results(Collector collector) {
    return collector.serverSpans().stream().map(OtlpIT::result).toList();
  }

  private static String result(Span span) {
    return attribute(span, RESULT);
  }

  private static String attribute(Span span, String name) {
    return Collector.Export.attribute(span.getAttributesList(), name);
  }

  /** What an application sets for its whole JVM is for its own calls. */
  @OnJava({8, 17, 25})
  void hasNothingOfTheApplications(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Programs.compile("SetsDefaultsForTheJvm", classes);
    Installation installation = Installation.fromSystemProperties();
    Path logs = installation.freshFolder("otlp-defaults-" + feature);
    try (Collector collector = Collector.challenging();
        Collector called = Collector.start();
        JavaProcess program =
            JavaProcess.start(
                "program",
                jdk,
                logs.resolve("program.log"),
                List.of(
                    "-javaagent:" + installation.agent(),
                    "-Dtokenrelay.issuer=" + IssuerInAFile.NAME,
                    "-Dtokenrelay.issuer.default.jwks-file=" + issuer.keys(),
                    "-Dtokenrelay.metrics.exporter=otlp",
                    "-Dotel.exporter.otlp.endpoint=" + collector.url(),
                    "-Dotel.metric.export.interval=1000",
                    "-cp",
                    classes
                        + File.pathSeparator
                        + installation.classPathOf("services/legacy-gateway"),
                    "SetsDefaultsForTheJvm",
                    called.url(),
                    "com.example.shop.gateway.Gateway"))) {
      program.awaitPort();
      assertThat(Polling.until(60, () -> collector.exports().size() > 2)).isTrue();

      assertThat(collector.exports())
          .allSatisfy(
              export -> assertThat(export.headers()).doesNotContainKeys("Authorization", "Cookie"));
      assertThat(program.output().lines().filter(line -> line.startsWith("used: ")))
          .isNotEmpty()
          .allMatch(line -> line.endsWith(" on main"));
      assertThat(Polling.until(60, () -> hasSaid(program, "HTTP 401"))).isTrue();
      assertThat(program.output()).contains("WARN no metrics are sent by OTLP");
    }
  }

  private LoneGateway gateway(Jdk jdk, String name, String... more) throws Exception {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("-Dtokenrelay.issuer=" + IssuerInAFile.NAME);
    options.add("-Dtokenrelay.issuer.default.jwks-file=" + issuer.keys());
    options.add("-Dtokenrelay.audiences=" + IssuerInAFile.AUDIENCE);
    return LoneGateway.inhouseOn(jdk, name, options.toArray(new String[0]));
  }

  private void call(LoneGateway gateway, int valid, int forged, int nobodys) throws Exception {
    String token = issuer.token("alice");
    Path others = Files.createTempDirectory(folder, "others");
    String strangers = IssuerInAFile.in(others).token("eve");
    for (int i = 0; i < valid; i++) {
      assertThat(gateway.checkout("valid-" + i, token)).isEqualTo(200);
    }
    for (int i = 0; i < forged; i++) {
      gateway.checkout("forged-" + i, strangers);
    }
    for (int i = 0; i < nobodys; i++) {
      gateway.checkoutWithoutToken("nobodys-" + i);
    }
  }

  private static boolean has(Collector collector, int valid, int invalid, int none) {
    return collector
        .last()
        .filter(export -> export.sum(REQUESTS, RESULT, "valid") == valid)
        .filter(export -> export.sum(REQUESTS, RESULT, "invalid") == invalid)
        .filter(export -> export.sum(REQUESTS, RESULT, "none") == none)
        .isPresent();
  }

  private static boolean hasSaid(JavaProcess program, String words) {
    try {
      return program.output().contains(words);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static String get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
