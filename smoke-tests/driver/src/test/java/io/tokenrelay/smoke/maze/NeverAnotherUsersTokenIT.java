package io.tokenrelay.smoke.maze;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.smoke.Installation;
import io.tokenrelay.smoke.JavaProcess;
import io.tokenrelay.smoke.Jdk;
import io.tokenrelay.smoke.Jdks;
import io.tokenrelay.smoke.Logs;
import io.tokenrelay.smoke.OnJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Many users at once in a service where every request takes a random way through pools, futures,
 * timers, asynchronous servlets and queued, retried, redirected, timed out and cancelled calls, all
 * of them shared. Each call names its user in its path, and must bring that user's token, whatever
 * thread it is made on; work that is no part of a request, strangers and users without a token must
 * see none.
 *
 * <p>{@code -Dsoak=10m} makes it as long as one likes; {@code -Dsoak.seed=} repeats the visits of a
 * run, though not how its threads met.
 */
class NeverAnotherUsersTokenIT {
  private static final Duration TIME = duration(System.getProperty("soak", "4s"));
  private static final long SEED = Long.getLong("soak.seed", new SplittableRandom().nextLong());

  @OnJava({8, 17, 21, 25})
  void everyCallBringsTheTokenOfItsUser(int feature) throws Exception {
    everyCallBringsTheTokenOfItsUser(Jdks.require(feature), false);
  }

  @Test
  void andItsTransactionTokenWhereOneIsMintedForEachRequest() throws Exception {
    everyCallBringsTheTokenOfItsUser(Jdk.running(), true);
  }

  private static void everyCallBringsTheTokenOfItsUser(Jdk jdk, boolean mints) throws Exception {
    Installation installation = Installation.fromSystemProperties();
    Path folder = installation.freshFolder("maze-" + jdk.feature() + (mints ? "-minting" : ""));
    Visitors visitors = new Visitors(50, TIME.plusHours(1), folder.resolve("keys.json"));
    Tally tally = new Tally(visitors.tokens());
    System.out.printf("%s: -Dsoak=%ds -Dsoak.seed=%d%n", jdk, TIME.toSeconds(), SEED);
    try (World world = new World(tally);
        JavaProcess maze =
            JavaProcess.start(
                "maze",
                jdk,
                folder.resolve("maze.log"),
                arguments(installation, folder, visitors, world, mints))) {
      long visits = new Crowd(maze.awaitPort(), visitors.tokens(), SEED).visitFor(TIME);
      System.out.printf("%s: %,d visits, %s%n", jdk, visits, tally);
    }
    assertThat(tally.wrong()).as("wrong: %s, seed %d", tally.notes(), SEED).isZero();
    assertThat(tally.lost()).as("lost: %s, seed %d", tally.notes(), SEED).isZero();
    assertThat(tally.right()).isPositive();
    assertThat(tally.rightlyNone()).isPositive();
    assertThat(tally.strangers()).isPositive();
    assertThat(tally.transactions() > 0).as("calls with a transaction token").isEqualTo(mints);
    assertThat(Files.readString(folder.resolve("maze.log"))).doesNotContain("lost its way");
    Logs.holdNoToken(folder);
  }

  private static List<String> arguments(
      Installation installation, Path folder, Visitors visitors, World world, boolean mints)
      throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add("-javaagent:" + installation.agent());
    arguments.add("-Xmx256m");
    arguments.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    arguments.add("-Dtokenrelay.issuer=" + Visitors.ISSUER);
    arguments.add("-Dtokenrelay.jwks-file=" + visitors.keys());
    arguments.add("-Dtokenrelay.propagation.deny=" + world.strangers());
    if (mints) {
      arguments.add("-Dtokenrelay.propagation.affinity-header=" + Received.AFFINITY);
      arguments.add("-Dtokenrelay.txn-token.enabled=true");
      arguments.add("-Dtokenrelay.txn-token.trust-domain=maze.test");
      arguments.add("-Dtokenrelay.txn-token.source=mint");
      arguments.add("-Dtokenrelay.txn-token.reuse=0s");
      arguments.add("-Dtokenrelay.txn-token.signing-key-file=" + visitors.signingKeys(folder));
    }
    arguments.add("-Dworld.url=http://127.0.0.1:" + world.port());
    arguments.add("-cp");
    arguments.add(installation.classPathOf("services/maze"));
    arguments.add("com.example.maze.Maze");
    return arguments;
  }

  /** A number of seconds, minutes or hours, such as 10m. */
  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase());
  }
}
