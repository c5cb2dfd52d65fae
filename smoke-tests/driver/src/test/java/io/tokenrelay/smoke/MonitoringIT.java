package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JOSEException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a service, through a real Prometheus. */
class MonitoringIT {
  private static final Path MONITORING = Path.of("../../docs/monitoring");
  private static final Pattern METRIC = Pattern.compile("\\btokenrelay_[a-z_]+");

  /** Names of attributes, which are no metrics. */
  private static final Pattern LABEL =
      Pattern.compile(
          "tokenrelay_(result|reason|warning|cache|issuer|algorithm|provider|decision|state)");

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void prometheusHasTheVeryNumbersOfTheCallers() throws Exception {
    Path program = installed("prometheus");
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    int status = AgentStatus.onFreePort().port();
    try (LoneGateway gateway =
            LoneGateway.start(
                "monitored",
                "-Dtokenrelay.issuer=" + IssuerInAFile.NAME,
                "-Dtokenrelay.issuer.default.jwks-file=" + issuer.keys(),
                "-Dtokenrelay.audiences=" + IssuerInAFile.AUDIENCE,
                "-Dtokenrelay.health.http-port=" + status);
        Prometheus prometheus = Prometheus.scraping(status, program, folder)) {
      String token = issuer.token("alice");
      for (int i = 0; i < 23; i++) {
        assertThat(gateway.checkout("valid-" + i, token)).isEqualTo(200);
      }
      String strangers = IssuerInAFile.in(Files.createDirectory(folder.resolve("x"))).token("eve");
      for (int i = 0; i < 7; i++) {
        gateway.checkout("forged-" + i, strangers);
      }
      for (int i = 0; i < 5; i++) {
        gateway.checkoutWithoutToken("nobodys-" + i);
      }
      long relayed = 0;
      for (int i = 0; i < 23; i++) {
        relayed += gateway.relayedAnywhere("valid-" + i);
      }

      Map<String, Long> expected =
          Map.of(
              "sum(tokenrelay_inbound_requests_total)", 35L,
              "tokenrelay_inbound_requests_total{tokenrelay_result=\"valid\"}", 23L,
              "sum(tokenrelay_inbound_requests_total{tokenrelay_result=\"invalid\"})", 7L,
              "tokenrelay_inbound_requests_total{tokenrelay_reason=\"signature\"}", 7L,
              "tokenrelay_inbound_requests_total{tokenrelay_result=\"none\"}", 5L,
              "sum(tokenrelay_outbound_calls_total{tokenrelay_decision=\"injected\"})", relayed,
              "tokenrelay_key_count{tokenrelay_issuer=\"default\"}", 1L,
              "sum(tokenrelay_signature_duration_seconds_count)", 2L);
      assertThat(relayed).isGreaterThanOrEqualTo(23);
      for (Map.Entry<String, Long> each : expected.entrySet()) {
        Optional<Double> wanted = Optional.of((double) each.getValue());
        Polling.until(30, () -> prometheus.value(each.getKey()).equals(wanted));
        assertThat(prometheus.value(each.getKey())).as(each.getKey()).isEqualTo(wanted);
      }

      assertThat(Polling.until(30, () -> isOneToken(gateway, token, prometheus))).isTrue();

      Set<String> exported = exported(status);
      exported.addAll(documentedHistograms());
      assertThat(named("alerts.yml")).as("alerts name").isSubsetOf(exported);
      assertThat(named("dashboard.json")).as("the dashboard names").isSubsetOf(exported);
    }
  }

  @OnJava({8, 25})
  void prometheusHasTheTracesOfWhatWasMeasured(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    Path program = installed("prometheus");
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    int status = AgentStatus.onFreePort().port();
    try (Collector collector = Collector.start();
        LoneGateway gateway =
            LoneGateway.inhouseOn(
                jdk,
                "exemplars-" + feature,
                "-javaagent:" + System.getProperty("smoke.agent.opentelemetry"),
                "-Dtokenrelay.issuer=" + IssuerInAFile.NAME,
                "-Dtokenrelay.issuer.default.jwks-file=" + issuer.keys(),
                "-Dtokenrelay.audiences=" + IssuerInAFile.AUDIENCE,
                "-Dtokenrelay.health.http-port=" + status,
                "-Dtokenrelay.metrics.exemplars=true",
                "-Dotel.exporter.otlp.endpoint=" + collector.url(),
                "-Dotel.exporter.otlp.protocol=http/protobuf",
                "-Dotel.logs.exporter=none",
                "-Dotel.metric.export.interval=1000",
                "-Dotel.bsp.schedule.delay=100");
        Prometheus prometheus = Prometheus.scraping(status, program, folder)) {
      Set<String> traces = new TreeSet<>();
      assertThat(
              Polling.until(
                  60,
                  () -> {
                    checkoutWithANewToken(gateway, issuer); // so its signature is checked
                    traces.addAll(
                        prometheus.traces("tokenrelay_signature_duration_seconds_bucket"));
                    return !traces.isEmpty();
                  }))
          .isTrue();

      assertThat(Polling.until(60, () -> collector.serverTraces().containsAll(traces))).isTrue();
      assertThat(
              Polling.until(
                  60, () -> !collector.exemplars("tokenrelay.signature.duration").isEmpty()))
          .as("those of the OpenTelemetry agent, which need nothing of ours")
          .isTrue();
      assertThat(Polling.until(60, () -> hasThem(collector))).isTrue();
      Logs.holdNoToken(gateway.logs());
    }
  }

  private static boolean hasThem(Collector collector) {
    return collector
        .serverTraces()
        .containsAll(collector.exemplars("tokenrelay.signature.duration"));
  }

  /** Different tokens are counted from the first reading on, which may come after many calls. */
  private static boolean isOneToken(LoneGateway gateway, String token, Prometheus prometheus) {
    checkout(gateway, token);
    return prometheus.value("tokenrelay_token_distinct_count").equals(Optional.of(1.0));
  }

  private static void checkoutWithANewToken(LoneGateway gateway, IssuerInAFile issuer) {
    try {
      checkout(gateway, issuer.token(UUID.randomUUID().toString()));
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void checkout(LoneGateway gateway, String token) {
    try {
      assertThat(gateway.checkout("again-" + UUID.randomUUID(), token)).isEqualTo(200);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void theAlertsAreWhatPrometheusTakesAndTellWhatTheyShould() throws Exception {
    Path promtool = installed("promtool");
    run(promtool.toString(), "check", "rules", "alerts.yml");
    run(promtool.toString(), "test", "rules", "alerts-test.yml");
  }

  private static Path installed(String program) {
    Optional<Path> found = Prometheus.program(program);
    assumeTrue(found.isPresent(), program + " is not installed (Debian: prometheus)");
    return found.orElseThrow();
  }

  /** The metrics that a page of the documentation names. */
  private static Set<String> named(String page) throws Exception {
    Set<String> names = new TreeSet<>();
    Matcher metric = METRIC.matcher(Files.readString(MONITORING.resolve(page)));
    while (metric.find()) {
      if (!LABEL.matcher(metric.group()).matches()) {
        names.add(metric.group());
      }
    }
    assertThat(names).hasSizeGreaterThan(5);
    return names;
  }

  /** Those that have a series by now, and those that will have one: each line's type says so. */
  private Set<String> exported(int status) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + status + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString());
    Set<String> names = new TreeSet<>();
    for (String line : answer.body().split("\n")) {
      String[] words = line.split("[ {]");
      if (line.startsWith("# TYPE ")) {
        names.add(words[2]);
      } else if (!line.startsWith("#")) {
        names.add(words[0]);
      }
    }
    return names;
  }

  /** A histogram is exported once it has a value, and this service introspects no tokens. */
  private static Set<String> documentedHistograms() throws Exception {
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(MONITORING.resolve("../metrics.md"))) {
      String[] cells = line.split(" \\| ");
      if (cells.length > 2 && cells[2].equals("histogram")) {
        names.add(cells[1].replace("`", "") + "_bucket");
      }
    }
    assertThat(names).contains("tokenrelay_signature_duration_seconds_bucket");
    return names;
  }

  private static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(MONITORING.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }
}
