package io.tokenrelay.smoke.benchmark;

import io.tokenrelay.smoke.Customers;
import io.tokenrelay.smoke.Installation;
import io.tokenrelay.smoke.JavaProcess;
import io.tokenrelay.smoke.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * What an agent costs a service: every variant in turn, several rounds, each run a JVM of its own;
 * medians, and ratios to the service without an agent. Only ratios of one run mean anything.
 */
final class Comparison {
  private final Installation installation = Installation.fromSystemProperties();
  private final int rounds = Integer.getInteger("rounds", 5);
  private final int requests = Integer.getInteger("requests", 40_000);
  private final int users = Integer.getInteger("users", 1_000);
  private final Jdk jdk =
      Jdk.find(Integer.getInteger("jdk", Jdk.running().feature())).orElseThrow();
  private final Path logs = installation.freshFolder("benchmarks");

  private Comparison() throws IOException {}

  public static void main(String[] arguments) throws Exception {
    new Comparison().run();
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException, ExecutionException {
    try (JavaProcess provider =
            JavaProcess.start(
                "idp",
                Jdk.running(),
                logs.resolve("idp.log"),
                List.of(
                    "-cp",
                    installation.classPathOf("idp"),
                    "io.tokenrelay.smoke.idp.IdentityProvider"));
        Backend backend = new Backend()) {
      String issuer = "http://127.0.0.1:" + provider.awaitPort() + "/realms/shop";
      List<String> tokens = tokens(new Customers(issuer));
      List<Variant> variants = Variant.all(installation.agent(), openTelemetry(), issuer);
      Map<Variant, List<Sample>> samples = new LinkedHashMap<>();
      variants.forEach(variant -> samples.put(variant, new ArrayList<>()));
      for (int round = 1; round <= rounds; round++) {
        for (Map.Entry<Variant, List<Sample>> variant : samples.entrySet()) {
          System.out.printf("round %d of %d: %s%n", round, rounds, variant.getKey().name());
          variant.getValue().add(measure(variant.getKey(), backend, tokens));
        }
      }
      System.out.printf(
          "%n%s, %d rounds, medians; %d users, %d requests of each kind after as many to warm up%n",
          jdk, rounds, users, requests);
      Table.print(samples, System.out);
    }
  }

  private Sample measure(Variant variant, Backend backend, List<String> tokens)
      throws IOException, InterruptedException, ExecutionException {
    List<String> arguments = new ArrayList<>();
    arguments.add("-Xmx512m");
    arguments.add("-Djava.io.tmpdir=" + logs.resolve("tmp"));
    arguments.add("-Dbackend.url=" + backend.url());
    arguments.addAll(variant.options());
    arguments.addAll(
        List.of("-cp", installation.classPathOf("benchmarks/app"), "com.example.bench.App"));
    long began = System.nanoTime();
    try (JavaProcess app = JavaProcess.start("app", jdk, logs.resolve("app.log"), arguments)) {
      Load load = new Load(app.awaitPort(), tokens);
      load.get("/plain");
      double start = (System.nanoTime() - began) / 1e6;
      double startCpu = cpu(load) / 1e6;
      load.run("/plain", requests);
      double plain = costOf("/plain", load);
      load.run("/relay", requests);
      long relayedBefore = backend.withToken();
      double relay = costOf("/relay", load);
      if (variant.relays() && backend.withToken() - relayedBefore != requests) {
        throw new IllegalStateException(
            "%s relayed %d of %d tokens"
                .formatted(variant.name(), backend.withToken() - relayedBefore, requests));
      }
      String[] last = load.get("/stats?gc").split(" ", -1);
      return new Sample(
          start,
          startCpu,
          plain,
          relay,
          Double.parseDouble(last[1]),
          Double.parseDouble(last[2]) / (1 << 20));
    }
  }

  /** Microseconds of the service's CPU for one request. */
  private double costOf(String path, Load load)
      throws IOException, InterruptedException, ExecutionException {
    double before = cpu(load);
    load.run(path, requests);
    return (cpu(load) - before) / 1e3 / requests;
  }

  private static double cpu(Load load) throws IOException {
    return Double.parseDouble(load.get("/stats").split(" ", -1)[0]);
  }

  private List<String> tokens(Customers customers) throws IOException, InterruptedException {
    List<String> tokens = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      tokens.add(customers.token("user-" + user, "shop", 36_000));
    }
    return tokens;
  }

  private Path openTelemetry() {
    return installation
        .home()
        .resolve("benchmarks/runner/target/agents/opentelemetry-javaagent.jar");
  }
}
