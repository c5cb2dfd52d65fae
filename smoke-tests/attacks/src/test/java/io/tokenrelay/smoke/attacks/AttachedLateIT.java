package io.tokenrelay.smoke.attacks;

import static io.tokenrelay.smoke.attacks.Users.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.TestIssuer;
import io.tokenrelay.smoke.Installation;
import io.tokenrelay.smoke.Jdk;
import io.tokenrelay.smoke.Jdks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agent comes into a service that has been serving, while it serves: the clients, connections
 * and threads that were there before carry each user's own token from then on.
 */
class AttachedLateIT {
  private static final List<String> ACTS =
      List.of("okhttp", "httpclient4", "httpclient5", "httpclient5-async", "url", "pool", "future");

  private static final List<String> USERS = List.of("alice", "bob", NOBODY, "carl");

  @TempDir Path folder;

  static Stream<Jdk> jdks() {
    return Jdks.tested(8, 17, 25).mapToObj(Jdks::require);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void reachesWhatWasThereBeforeAndNobodyGetsAnothersToken(Jdk jdk) throws Exception {
    try (World world = new World();
        Program program = Program.startWithoutAgent(jdk, "LongRunning", options(world))) {
      List<CompletableFuture<String>> during = new ArrayList<>();
      everyUserByEveryAct(program, during);
      String said = attach(jdk, program, 0, configuration("observe"));
      everyUserByEveryAct(program, during);
      during.forEach(CompletableFuture::join);

      assertThat(said).contains("mode observe", "not reached, until the service is started");
      for (String act : ACTS) {
        for (String user : USERS) {
          assertThat(program.as(user, act)).as(act + " for " + user).isEqualTo(user);
        }
      }
      assertThat(world.seen("late")).noneMatch(Seen::hasAnothersToken);
      assertThat(attach(jdk, program, 1)).contains("attached already");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void enforcesFromThenOn(Jdk jdk) throws Exception {
    try (World world = new World();
        Program program = Program.startWithoutAgent(jdk, "LongRunning", options(world))) {
      assertThat(program.status("/okhttp?owner=" + NOBODY, null)).isEqualTo(200);

      attach(jdk, program, 0, configuration("enforce"));

      assertThat(program.status("/okhttp?owner=" + NOBODY, null)).isEqualTo(401);
      assertThat(program.as("alice", "okhttp")).isEqualTo("alice");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void waitsForTheFirstKeys(Jdk jdk) throws Exception {
    try (World world = new World();
        Issuer issuer = new Issuer();
        Program program = Program.startWithoutAgent(jdk, "LongRunning", options(world))) {
      attach(
          jdk,
          program,
          0,
          "mode=enforce",
          "issuer=" + TestIssuer.ISSUER,
          "jwks-uri=" + issuer.url("/distant-keys"),
          "jwks.read-timeout=20s");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void isAttachedByALaterJdk(Jdk jdk) throws Exception {
    try (World world = new World();
        Program program = Program.startWithoutAgent(jdk, "LongRunning", options(world))) {
      assertThat(attach(Jdks.require(25), program, 0, configuration("enforce")))
          .contains("mode enforce");
      assertThat(program.as("alice", "okhttp")).isEqualTo("alice");
    }
  }

  /** One that is taken when it is made. */
  @ParameterizedTest
  @MethodSource("jdks")
  void saysWhichServersItCannotReach(Jdk jdk) throws Exception {
    try (Program program =
        Program.startWithoutAgent(
            jdk, "services/pricing", "com.example.shop.pricing.Pricing", List.of())) {
      assertThat(attach(jdk, program, 3, configuration("enforce")))
          .contains("not ready: grpc: servers that were there before", "let in unverified");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void saysThatNothingIsWovenWhereNoIssuerIsNamed(Jdk jdk) throws Exception {
    try (World world = new World();
        Program program = Program.startWithoutAgent(jdk, "LongRunning", options(world))) {
      assertThat(attach(jdk, program, 1)).contains("nothing is woven");
      assertThat(program.log()).anyMatch(line -> line.contains("tokenrelay.issuer"));
      assertThat(program.as("alice", "okhttp")).isEqualTo(NOBODY);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void saysWhatTheSecondAttachmentHasMadeOfOneThatWoveNothing(Jdk jdk) throws Exception {
    try (World world = new World();
        Program program = Program.startWithoutAgent(jdk, "LongRunning", options(world))) {
      assertThat(attach(jdk, program, 1)).contains("nothing is woven");

      assertThat(attach(jdk, program, 0, configuration("enforce"))).contains("mode enforce");

      assertThat(program.status("/okhttp?owner=" + NOBODY, null)).isEqualTo(401);
      assertThat(program.as("alice", "okhttp")).isEqualTo("alice");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void saysThatItHasClosedAServiceThatCannotBeServedAsAsked(Jdk jdk) throws Exception {
    try (World world = new World();
        Program program = Program.startWithoutAgent(jdk, "LongRunning", options(world))) {
      attach(jdk, program, 1, "mode=observe");

      assertThat(attach(jdk, program, 3, configuration("enforce")))
          .contains("not ready:", "tokenrelay.mode");

      assertThat(program.status("/okhttp?owner=" + NOBODY, null)).isEqualTo(503);
    }
  }

  /** Which has had no request yet, and so shows nothing in JMX. */
  @ParameterizedTest
  @MethodSource("jdks")
  void saysThatAServiceHasBeenStartedWithIt(Jdk jdk) throws Exception {
    try (World world = new World();
        Program program =
            Program.start(
                jdk,
                "LongRunning",
                Stream.concat(options(world).stream(), Program.issuer().stream()).toList())) {
      assertThat(attach(jdk, program, 1)).contains("attached already");
      assertThat(program.as("alice", "okhttp")).isEqualTo("alice");
    }
  }

  /** A server is woven class by class, while its threads are inside of it. */
  @ParameterizedTest
  @MethodSource("jdks")
  void takesNoServerThatItKnowsForAnUnknownOneUnderLoad(Jdk jdk) throws Exception {
    try (World world = new World();
        Program program = Program.startWithoutAgent(jdk, "LongRunning", options(world))) {
      AtomicBoolean attached = new AtomicBoolean();
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        clients.add(
            CompletableFuture.runAsync(
                () -> {
                  while (!attached.get()) {
                    program.status("/okhttp?owner=" + NOBODY, null);
                  }
                },
                task -> new Thread(task).start()));
      }
      try {
        attach(jdk, program, 0, configuration("enforce"));
      } finally {
        attached.set(true);
      }
      clients.forEach(CompletableFuture::join);
      assertThat(program.log()).noneMatch(line -> line.contains(" ERROR "));
      assertThat(program.status("/okhttp?owner=" + NOBODY, null)).isEqualTo(401);
    }
  }

  private static List<String> options(World world) {
    return List.of("-Dworld.url=" + world.urlAt(World.ESTATE));
  }

  private static String[] configuration(String mode) {
    return Stream.concat(
            Program.issuer().stream().map(option -> option.substring("-D".length())),
            Stream.of("mode=" + mode))
        .toArray(String[]::new);
  }

  private static void everyUserByEveryAct(
      Program program, List<CompletableFuture<String>> started) {
    for (String act : ACTS) {
      for (String user : USERS) {
        started.add(program.later(user, act));
      }
    }
  }

  /** What the program prints, which must end with this status. */
  private String attach(Jdk jdk, Program program, int status, String... properties)
      throws Exception {
    Path printed = Files.createTempFile(folder, "attach", ".txt");
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(
        List.of("-jar", Installation.fromSystemProperties().agent().toString(), "attach"));
    command.add(String.valueOf(program.id()));
    command.addAll(List.of(properties));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String text = Files.readString(printed, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isEqualTo(status);
    return text;
  }
}
