package io.tokenrelay.smoke.attacks;

import static io.tokenrelay.smoke.attacks.Users.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.smoke.Jdk;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a pool gives back, by {@code shutdownNow} or to a handler of rejections, is run by somebody
 * else's request: with its owner's token or none, never with the runner's. It is the application's
 * own object.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandedBackIT {
  private final Jdk jdk = jdk();
  private final World world = new World();
  private final Program program = start();

  HandedBackIT() throws Exception {}

  Jdk jdk() {
    return Jdk.running();
  }

  String[] options() {
    return new String[0];
  }

  private Program start() throws Exception {
    List<String> options = Program.issuer(options());
    options.add("-Dworld.url=" + world.urlAt(World.ESTATE));
    return Program.start(jdk, "HandedBack", options);
  }

  @AfterAll
  void end() {
    try (world) {
      program.close();
    }
  }

  @Test
  void whatShutdownNowReturnsKeepsItsOwnerWhoeverRunsIt() throws Exception {
    List<CompletableFuture<String>> waiting =
        List.of(program.later("alice", "leave-value"), program.later(NOBODY, "leave-value"));
    program.as("alice", "leave-task");
    program.as(NOBODY, "leave-task");

    String givenBack = program.as("carl", "shut-down");
    waiting.forEach(CompletableFuture::join);

    assertThat(givenBack.split(" "))
        .containsExactlyInAnyOrder(
            "java.util.concurrent.FutureTask",
            "java.util.concurrent.FutureTask",
            "com.example.attacked.Audit",
            "com.example.attacked.Audit");
    assertThat(world.seen("left-value"))
        .containsExactlyInAnyOrder(
            new Seen("alice", "left-value", "alice"), new Seen(NOBODY, "left-value", NOBODY));
    assertThat(world.await(2, "left-task")).noneMatch(Seen::hasAnothersToken);
  }

  @Test
  void whatAPoolHasRefusedKeepsItsOwnerWhoeverRunsIt() {
    List<CompletableFuture<String>> waiting =
        List.of(program.later("alice", "refuse-value"), program.later(NOBODY, "refuse-value"));

    assertThat(program.as("carl", "run-refused")).isEqualTo("carl");
    waiting.forEach(CompletableFuture::join);

    assertThat(world.seen("refused-value"))
        .containsExactlyInAnyOrder(
            new Seen("alice", "refused-value", "alice"), new Seen(NOBODY, "refused-value", NOBODY));
  }

  @Test
  void aHandlerOfRejectionsThatRunsWhatItWasGivenBeforeRunsItWithNothingOfItsCallers() {
    for (String user : List.of("alice", "carl", NOBODY, "bob")) {
      assertThat(program.as(user, "run-previous")).isEqualTo(user);
    }

    assertThat(world.seen("previous-task"))
        .extracting(Seen::owner)
        .containsExactly("alice", "carl", NOBODY);
    assertThat(world.seen("previous-task")).noneMatch(Seen::hasAnothersToken);
  }

  @Test
  void aTaskThatIsRefusedAndRunHereTakesNothingFromTheRequestAfterIt() {
    for (String user : List.of("alice", NOBODY, "bob")) {
      assertThat(program.as(user, "run-here")).isEqualTo(user);
    }

    assertThat(world.seen("run-here")).hasSize(3).noneMatch(Seen::hasAnothersToken);
  }
}
