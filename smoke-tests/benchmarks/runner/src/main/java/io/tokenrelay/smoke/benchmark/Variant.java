package io.tokenrelay.smoke.benchmark;

import java.nio.file.Path;
import java.util.List;

/**
 * A way to run the service.
 *
 * @param options between {@code java} and the class path
 * @param relays whether the called service must see the token
 */
record Variant(String name, List<String> options, boolean relays) {
  static List<Variant> all(Path ours, Path openTelemetry, String issuer) {
    return List.of(
        new Variant("no agent", List.of(), false),
        new Variant("copied by hand, unverified", List.of("-Dby.hand=true"), true),
        new Variant(
            "TokenRelay",
            List.of(
                "-javaagent:" + ours,
                "-Dtokenrelay.issuer=" + issuer,
                "-Dtokenrelay.audiences=shop"),
            true),
        new Variant(
            "OpenTelemetry (no token work)",
            List.of(
                "-javaagent:" + openTelemetry,
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none"),
            false));
  }
}
