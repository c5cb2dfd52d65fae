package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.config.Json;
import io.tokenrelay.agent.main.capacity.Algorithm;
import io.tokenrelay.agent.main.capacity.Assumptions;
import io.tokenrelay.agent.main.capacity.Balancing;
import io.tokenrelay.agent.main.capacity.Costs;
import io.tokenrelay.agent.main.capacity.Estate;
import io.tokenrelay.agent.main.config.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the command {@code capacity} prints. */
final class Capacity {
  private static final double SECOND = 1e9;
  private static final double MEGA = 1e6;

  private final Algorithm algorithm;
  private final Assumptions given;
  private final Costs costs;
  private final List<Estate> estates;
  private final String java;

  /**
   * @param java the version on which the costs were measured
   */
  Capacity(Algorithm algorithm, Assumptions given, Costs costs, List<Estate> estates, String java) {
    this.java = java;
    this.algorithm = algorithm;
    this.given = given;
    this.costs = costs;
    this.estates = estates;
  }

  void print(Terminal terminal) {
    terminal.print("On one of the processors here, Java " + java + ":");
    terminal.print("");
    terminal.print(rate(algorithm + " tokens verified", costs.verification()));
    terminal.print(rate("known tokens found", costs.hit()));
    terminal.print(rate(algorithm + " tokens signed", costs.signing()));
    terminal.print(rate("kB by AES-128-GCM, both ends", costs.encryption()));
    terminal.print(rate("mutual TLS handshakes, both ends", costs.fullHandshake()));
    terminal.print(rate("the same, session resumed", costs.resumedHandshake()));
    terminal.print("");
    terminal.print("Assumed:");
    for (String each : given.lines()) {
      terminal.print("  " + each);
    }
    print(terminal, verification());
    print(terminal, wire());
    print(terminal, handshakes());
  }

  private static void print(Terminal terminal, List<String> table) {
    terminal.print("");
    for (String line : table) {
      terminal.print(line);
    }
  }

  /** The table of processors and hits. */
  private List<String> verification() {
    String form = "%11s %11s %9s | %9s %11s %8s %7s | %11s %7s %7s";
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%33s | %-38s | %s", "", "processors for verification", "found in the cache"));
    lines.add(
        String.format(
            form,
            "users",
            "requests/s",
            "instances",
            "uncached",
            "round robin",
            "by user",
            "edge",
            "round robin",
            "by user",
            "edge"));
    for (Estate each : estates) {
      lines.add(
          String.format(
              form,
              number(each.users()),
              number(each.requests()),
              number(each.instances()),
              number(each.coresUncached(costs)),
              number(each.cores(Balancing.ROUND_ROBIN, costs)),
              number(each.cores(Balancing.BY_USER, costs)),
              number(each.coresWithEdge(costs)),
              percent(each.hitRatio(Balancing.ROUND_ROBIN)),
              percent(each.hitRatio(Balancing.BY_USER)),
              percent(each.hitRatioBehindEdge())));
    }
    return lines;
  }

  /** The table of bytes, on the wire and in the heap. */
  private List<String> wire() {
    String form = "%11s %11s %9s | %9s %20s %8s | %11s %7s";
    List<String> lines = new ArrayList<>();
    lines.add(String.format("%33s | %-39s | %s", "", "MB/s of tokens", "MB of cache"));
    lines.add(
        String.format(
            form,
            "users",
            "requests/s",
            "instances",
            "HTTP/1.1",
            "HTTP/2, not indexed",
            "edge",
            "round robin",
            "by user"));
    for (Estate each : estates) {
      lines.add(
          String.format(
              form,
              number(each.users()),
              number(each.requests()),
              number(each.instances()),
              number(each.bytesByHttp1() / MEGA),
              number(each.bytesByHttp2() / MEGA),
              number(each.bytesWithEdge() / MEGA),
              number(each.heldBytes(Balancing.ROUND_ROBIN) / MEGA),
              number(each.heldBytes(Balancing.BY_USER) / MEGA)));
    }
    return lines;
  }

  private List<String> handshakes() {
    String form = "%11s %11s %9s | %11s %18s";
    List<String> lines = new ArrayList<>();
    lines.add(String.format("%33s | %s", "", "TLS handshakes, none resumed"));
    lines.add(String.format(form, "users", "requests/s", "instances", "per second", "processors"));
    for (Estate each : estates) {
      lines.add(
          String.format(
              form,
              number(each.users()),
              number(each.requests()),
              number(each.instances()),
              number(each.handshakes()),
              number(each.coresOfHandshakes(costs))));
    }
    return lines;
  }

  Json json() {
    List<Json> rows = new ArrayList<>();
    for (Estate each : estates) {
      rows.add(
          new Json()
              .with("users", each.users())
              .with("requestsPerSecond", each.requests())
              .with("instances", each.instances())
              .with("coresUncached", each.coresUncached(costs))
              .with("roundRobin", json(each, Balancing.ROUND_ROBIN))
              .with("byUser", json(each, Balancing.BY_USER))
              .with(
                  "edge",
                  new Json()
                      .with("cores", each.coresWithEdge(costs))
                      .with("hitRatio", each.hitRatioBehindEdge())
                      .with("tokenBytesPerSecondHttp1", each.bytesWithEdge()))
              .with("tokenBytesPerSecondHttp1", each.bytesByHttp1())
              .with("tokenBytesPerSecondHttp2", each.bytesByHttp2())
              .with("handshakesPerSecond", each.handshakes())
              .with("coresOfHandshakes", measured(each.coresOfHandshakes(costs))));
    }
    return new Json()
        .with("version", Version.get())
        .with("java", java)
        .with("processors", Runtime.getRuntime().availableProcessors())
        .with("algorithm", algorithm.name())
        .with(
            "nanoseconds",
            new Json()
                .with("verification", measured(costs.verification()))
                .with("hit", measured(costs.hit()))
                .with("signing", measured(costs.signing()))
                .with("aesGcmPerKilobyte", measured(costs.encryption()))
                .with("fullHandshake", measured(costs.fullHandshake()))
                .with("resumedHandshake", measured(costs.resumedHandshake())))
        .with("rows", rows);
  }

  private Json json(Estate estate, Balancing balancing) {
    return new Json()
        .with("cores", estate.cores(balancing, costs))
        .with("hitRatio", estate.hitRatio(balancing))
        .with("cacheBytes", estate.heldBytes(balancing));
  }

  /** RFC 8259 has no NaN. */
  private static @Nullable Double measured(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  private static String rate(String what, double nanos) {
    return Double.isNaN(nanos)
        ? String.format("%34s: not measured: no keytool, or no TLS", what)
        : String.format(
            "%34s: %11s/s, %9s us each", what, number(SECOND / nanos), number(nanos / 1e3));
  }

  private static String percent(double ratio) {
    return number(ratio * 100) + " %";
  }

  /** With three digits that count, or all before the point. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    if (value > 0 && value < 0.001) {
      return "<0.001";
    }
    boolean whole = value >= 99.95 || value == Math.rint(value);
    String form = whole ? "%,.0f" : value >= 9.995 ? "%.1f" : value >= 0.0995 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, form, value);
  }
}
