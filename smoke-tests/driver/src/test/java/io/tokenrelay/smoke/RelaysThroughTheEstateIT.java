package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The estate of the demo under every Java release that matters, and beside the agents that it will
 * meet: the same requests, the same expectations.
 */
class RelaysThroughTheEstateIT {
  private static final List<String> USERS = List.of("alice", "bob", "carol", "dave", "erin");
  private static final int REQUESTS = 60;

  private final Path ours = Installation.fromSystemProperties().agent();
  private final String openTelemetry = System.getProperty("smoke.agent.opentelemetry");
  private final String jacoco = System.getProperty("smoke.agent.jacoco");

  @OnJava({8, 17, 25})
  void onJava(int feature) throws Exception {
    relays(scenario("java-" + feature, feature));
  }

  @Test
  void onJava25WhereUnsafeIsDenied() throws Exception {
    relays(
        scenario("java-25-without-unsafe", 25)
            .withJvmOptions("--sun-misc-unsafe-memory-access=deny"));
  }

  @Test
  void behindOpenTelemetry() throws Exception {
    Path logs =
        relays(openTelemetry("behind-opentelemetry").withAgents(openTelemetry, ours.toString()));

    openTelemetryWasThere(logs);
  }

  @Test
  void beforeOpenTelemetry() throws Exception {
    Path logs =
        relays(openTelemetry("before-opentelemetry").withAgents(ours.toString(), openTelemetry));

    openTelemetryWasThere(logs);
  }

  @Test
  void behindJacoco() throws Exception {
    Path coverage = coverage("behind-jacoco");

    relays(
        scenario("behind-jacoco", 17)
            .withAgents(jacoco + "=destfile=" + coverage, ours.toString()));

    assertThat(coverage).isNotEmptyFile();
  }

  @Test
  void beforeJacoco() throws Exception {
    Path coverage = coverage("before-jacoco");

    relays(
        scenario("before-jacoco", 17)
            .withAgents(ours.toString(), jacoco + "=destfile=" + coverage));

    assertThat(coverage).isNotEmptyFile();
  }

  @Test
  void attachedTwice() throws Exception {
    Path logs = relays(scenario("attached-twice", 17).withAgents(ours.toString(), ours.toString()));

    for (String service : Estate.SERVICES) {
      assertThat(Logs.ofAgent(logs, service))
          .as("what the second copy says in " + service)
          .anyMatch(line -> line.matches(".*(second|already|twice).*"));
    }
  }

  private Scenario scenario(String name, int feature) {
    return Scenario.of(name, Jdks.require(feature), ours)
        .withJvmOptions("-XX:TieredStopAtLevel=1")
        .with("tokenrelay.log.level", "debug");
  }

  private Scenario openTelemetry(String name) {
    return scenario(name, 17)
        .with("otel.traces.exporter", "none")
        .with("otel.metrics.exporter", "none")
        .with("otel.logs.exporter", "none");
  }

  /** Written by JaCoCo when a service ends; all three append to it. */
  private static Path coverage(String name) throws Exception {
    Path coverage =
        Installation.fromSystemProperties().home().resolve("driver/target/" + name + ".exec");
    Files.deleteIfExists(coverage);
    return coverage;
  }

  private static void openTelemetryWasThere(Path logs) throws Exception {
    for (String service : Estate.SERVICES) {
      assertThat(logs.resolve(service + ".log"))
          .content()
          .contains("opentelemetry-javaagent - version:");
    }
  }

  /** The folder of the logs, after everything has ended. */
  private Path relays(Scenario scenario) throws Exception {
    Path logs;
    try (Estate estate = Estate.start(Installation.fromSystemProperties(), scenario, line -> {})) {
      logs = estate.logs();
      assertThat(estate.awaitKeys()).as("every agent has the keys").isTrue();
      Readings before = estate.readings();
      Traffic traffic = Traffic.of(estate, estate.customers(), USERS);

      List<Sent> sent = traffic.send(REQUESTS, 8);
      Readings done = estate.readings().since(before);
      Sent forged =
          traffic.send("alice", Customers.forged(estate.customers().token("alice")), "forged");
      Sent expired =
          traffic.send("alice", estate.customers().token("alice", "shop", -3600), "expired");

      assertThat(sent).allMatch(Sent::served);
      for (String service : Estate.SERVICES) {
        assertThat(Tally.of(estate.ledger(), service, sent))
            .as("received by " + service)
            .isEqualTo(new Tally(REQUESTS, REQUESTS, 0, 0));
        assertThat(done.of(service).of("token.valid")).as(service).isEqualTo(REQUESTS);
        assertThat(done.of(service).of("signature.checked")).as(service).isEqualTo(USERS.size());
      }
      assertThat(Tally.of(estate.ledger(), "stranger", sent))
          .as("received by the stranger")
          .isEqualTo(new Tally(REQUESTS, 0, 0, REQUESTS));
      for (Sent bad : List.of(forged, expired)) {
        assertThat(bad.served()).as(bad.item()).isTrue();
        assertThat(Tally.of(estate.ledger(), "orders", List.of(bad)))
            .as(bad.item())
            .isEqualTo(new Tally(1, 0, 0, 1));
      }
    }
    Logs.holdNoToken(logs);
    return logs;
  }
}
