package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.main.capacity.Algorithm;
import io.tokenrelay.agent.main.capacity.Assumptions;
import io.tokenrelay.agent.main.capacity.Calibration;
import io.tokenrelay.agent.main.capacity.Costs;
import io.tokenrelay.agent.main.capacity.Estate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code capacity}: what tokens will cost an estate as it grows. */
@Command(
    name = "capacity",
    header =
        "Measures this CPU for five seconds, and prints what tokens cost an estate that grows.",
    description = {
      "",
      "Without --rps or --users, for 100 to 100 million active users. With one of them, for that",
      "estate and for ten times as many requests. The formulas: docs/capacity.md.",
      "",
    },
    customSynopsis = "java -jar tokenrelay-javaagent.jar capacity [--rps=N] [options]",
    sortOptions = false,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:measured",
      "1:this JVM cannot make or verify such tokens, or write temporary files",
      "2:wrong arguments"
    })
final class CapacityCommand extends Subcommand {
  static final double[] GROWTH = {1e2, 1e4, 1e6, 1e8};
  private static final double MOST = 1e12;

  @Option(names = "--rps", paramLabel = "N", description = "Requests a second that arrive.")
  @Nullable Double rps;

  @Option(names = "--users", paramLabel = "N", description = "Users whose tokens are in use.")
  @Nullable Double users;

  @Option(names = "--instances", paramLabel = "N", description = "Instances of each service.")
  @Nullable Double instances;

  @Option(
      names = "--hops",
      paramLabel = "N",
      description = "Services that a request goes through (3).")
  double hops = 3;

  @Option(names = "--token-bytes", paramLabel = "N", description = "Length of a token (1243).")
  int tokenBytes = 1_243;

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      description = "RS256, ES256 or EdDSA (RS256).")
  Algorithm algorithm = Algorithm.RS256;

  @Option(
      names = "--ttl",
      paramLabel = "SECONDS",
      description = "What is left of a token's life when it is first seen (1800).")
  double ttl = 1_800;

  @Option(
      names = "--cache-mb",
      paramLabel = "N",
      description = "tokenrelay.verification.cache.max-bytes, in megabytes (33.6).")
  double cacheMegabytes = 33.6;

  @Option(
      names = "--rps-per-user",
      paramLabel = "N",
      description = "Requests a second of an active user (0.1).")
  double rpsPerUser = 0.1;

  @Option(
      names = "--rps-per-instance",
      paramLabel = "N",
      description = "Requests a second that one instance answers (200).")
  double rpsPerInstance = 200;

  @Option(
      names = "--calls-per-connection",
      paramLabel = "N",
      description = "Calls between two handshakes of TLS (100).")
  double callsPerConnection = 100;

  @Option(names = "--seconds", paramLabel = "N", description = "How long to measure (5).")
  double seconds = 5;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  CapacityCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    String wrong = wrong();
    if (wrong != null) {
      terminal.complain(wrong + "; try capacity --help");
      return ExitStatus.MISUSED;
    }
    Costs costs = terminal.waiting("measuring this CPU ...", this::measured);
    if (costs == null) {
      return ExitStatus.BAD;
    }
    Capacity capacity = of(costs, System.getProperty("java.version"));
    if (json) {
      terminal.out().println(capacity.json());
    } else {
      capacity.print(terminal);
    }
    return ExitStatus.GOOD;
  }

  /** With what was measured there. */
  Capacity of(Costs costs, String java) {
    return new Capacity(algorithm, assumptions(), costs, estates(), java);
  }

  private @Nullable Costs measured() {
    try {
      return new Calibration(algorithm, tokenBytes, seconds).measure();
    } catch (GeneralSecurityException none) {
      terminal.complain("this JVM cannot sign and verify " + algorithm + ": " + none.getMessage());
    } catch (IOException none) {
      terminal.complain("temporary files cannot be written: " + none.getMessage());
    }
    return null;
  }

  /** What is wrong with the first option that is wrong. */
  private @Nullable String wrong() {
    Object[][] all = {
      {"--rps", rps, 1e-3, MOST},
      {"--users", users, 1.0, MOST},
      {"--instances", instances, 1.0, 1e6},
      {"--hops", hops, 1.0, 1e3},
      {"--token-bytes", (double) tokenBytes, 300.0, 16_384.0},
      {"--ttl", ttl, 1.0, 1e7},
      {"--cache-mb", cacheMegabytes, 0.0, 4_295.0},
      {"--rps-per-user", rpsPerUser, 1e-6, 1e6},
      {"--rps-per-instance", rpsPerInstance, 1e-3, 1e6},
      {"--calls-per-connection", callsPerConnection, 1.0, 1e9},
      {"--seconds", seconds, 0.1, 600.0},
    };
    for (Object[] each : all) {
      Double value = (Double) each[1];
      if (value != null && !(value >= (Double) each[2] && value <= (Double) each[3])) {
        return each[0]
            + " must be from "
            + Capacity.number((Double) each[2])
            + " to "
            + Capacity.number((Double) each[3]);
      }
    }
    return null;
  }

  Assumptions assumptions() {
    return new Assumptions(
        rpsPerUser,
        rpsPerInstance,
        hops,
        tokenBytes,
        ttl,
        cacheMegabytes * 1e6,
        callsPerConnection);
  }

  List<Estate> estates() {
    List<Estate> estates = new ArrayList<>();
    if (rps != null) {
      double tokens = users == null ? rps / rpsPerUser : users;
      estates.add(estate(tokens, rps, 1));
      estates.add(estate(tokens, rps, 10));
    } else if (users != null) {
      estates.add(estate(users, users * rpsPerUser, 1));
      estates.add(estate(users, users * rpsPerUser, 10));
    } else {
      for (double each : GROWTH) {
        estates.add(estate(each, each * rpsPerUser, 1));
      }
    }
    return estates;
  }

  private Estate estate(double tokens, double requests, double factor) {
    return new Estate(
        tokens * factor, requests * factor, instances(requests * factor, factor), assumptions());
  }

  private double instances(double requests, double factor) {
    return instances == null ? Estate.instances(requests, assumptions()) : instances * factor;
  }
}
