package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void onJava8() throws Exception {
    relays(scenario("java-8", 8));
  }

  @Test
  void onJava17() throws Exception {
    relays(scenario("java-17", 17));
  }

  @Test
  void onJava25() throws Exception {
    relays(scenario("java-25", 25));
  }

  @Test
  void onJava25WhereUnsafeIsDenied() throws Exception {
    relays(
        scenario("java-25-without-unsafe", 25)
            .withJvmOptions("--sun-misc-unsafe-memory-access=deny"));
  }

  @Test
  void behindOpenTelemetry() throws Exception {
    relays(openTelemetry("behind-opentelemetry").withAgents(openTelemetry, ours.toString()));
  }

  @Test
  void beforeOpenTelemetry() throws Exception {
    relays(openTelemetry("before-opentelemetry").withAgents(ours.toString(), openTelemetry));
  }

  @Test
  void behindJacoco() throws Exception {
    relays(scenario("behind-jacoco", 17).withAgents(jacoco("behind"), ours.toString()));
  }

  @Test
  void beforeJacoco() throws Exception {
    relays(scenario("before-jacoco", 17).withAgents(ours.toString(), jacoco("before")));
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

  private String jacoco(String order) {
    return jacoco + "=output=none,includes=com.example.*:org.apache.*:okhttp3.*:io.grpc.*";
  }

  /** The folder of the logs, after everything has ended. */
  private Path relays(Scenario scenario) throws Exception {
    Path logs;
    try (Estate estate = Estate.start(Installation.fromSystemProperties(), scenario, line -> {})) {
      logs = estate.logs();
      assertThat(estate.awaitKeys()).as("every agent has the keys").isTrue();
      Readings before = estate.readings();
      Traffic traffic = Traffic.of(estate, USERS);

      List<Sent> sent = traffic.send(REQUESTS, 8);
      Readings done = estate.readings().since(before);
      Sent forged =
          traffic.send("alice", Customers.forged(estate.customers().token("alice")), "forged");
      Sent expired =
          traffic.send("alice", estate.customers().token("alice", "shop", -3600), "expired");

      assertThat(sent).allMatch(request -> request.status() == 200);
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
        assertThat(bad.status()).as(bad.item()).isEqualTo(200);
        assertThat(Tally.of(estate.ledger(), "orders", List.of(bad)))
            .as(bad.item())
            .isEqualTo(new Tally(1, 0, 0, 1));
      }
    }
    Logs.holdNoToken(logs);
    return logs;
  }
}
