package io.tokenrelay.smoke.attacks;

import static io.tokenrelay.smoke.attacks.Users.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.smoke.Jdk;
import io.tokenrelay.smoke.Polling;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whoever hands work over need not own it. Serial executors, mailboxes, workers that are started
 * lazily, brokers and promises work for everybody, and whoever comes first starts them: what they
 * do for one user never carries the token of another, and what they do for nobody carries none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhoseWorkIsItIT {
  private static final List<String> COMERS = List.of("alice", "bob", NOBODY, "bob", "alice");
  private static final Pattern REMEDY =
      Pattern.compile("set (tokenrelay\\.context\\.carry-tasks=com\\.example\\.attacked\\.Audit)$");

  private final Jdk jdk = jdk();
  private final World world = new World();
  private final Program program = start(world);

  WhoseWorkIsItIT() throws Exception {}

  Jdk jdk() {
    return Jdk.running();
  }

  private Program start(World world, String... more) throws Exception {
    List<String> options = Program.issuer(more);
    options.add("-Dworld.url=" + world.urlAt(World.ESTATE));
    return Program.start(jdk, "WhoseWork", options);
  }

  @AfterAll
  void end() {
    try (world) {
      program.close();
    }
  }

  @Test
  void workForOthersNeverCarriesTheTokenOfWhoeverStartedIt() throws Exception {
    List<String> desks = acts("at/");
    assertThat(desks).hasSizeGreaterThan(50);
    List<Seen> wrong = new ArrayList<>();
    for (String desk : desks) {
      for (String user : COMERS) {
        program.as(user, "at/" + desk);
      }
      program.as(NOBODY, "open/" + desk);
      List<Seen> calls = world.await(COMERS.size(), desk);
      assertThat(calls).extracting(Seen::owner).containsExactlyInAnyOrderElementsOf(COMERS);
      calls.stream().filter(Seen::hasAnothersToken).forEach(wrong::add);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aPromiseRunsForWhoeverAwaitsItAndNotForWhoeverCompletesIt() {
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    for (String user : List.of("alice", "bob", NOBODY)) {
      waiting.add(program.later(user, "promise"));
    }
    assertThat(program.as("carl", "completion")).isEqualTo("carl");
    waiting.forEach(CompletableFuture::join);

    assertThat(world.seen("promise"))
        .containsExactlyInAnyOrder(
            new Seen("alice", "promise", "alice"),
            new Seen("bob", "promise", "bob"),
            new Seen(NOBODY, "promise", NOBODY));
  }

  /** The last to come waits for ever; it is answered when the program ends. */
  @Test
  void aRequestThatAnotherOneHasGoOnNeverCarriesTheOthersToken() throws Exception {
    List<Seen> wrong = new ArrayList<>();
    for (String way : acts("limited/")) {
      for (String user : COMERS) {
        program.later(user, "limited/" + way);
      }
      world.await(COMERS.size() - 1, way).stream()
          .filter(Seen::hasAnothersToken)
          .forEach(wrong::add);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatAWaitingWorkerDoesForOthersNeverCarriesTheTokenOfWhomItWaitsFor() throws Exception {
    List<String> ways = acts("help/");
    assertThat(ways).hasSizeGreaterThan(10);
    for (String way : ways) {
      CompletableFuture<String> alices = program.later("alice", "help/" + way);
      program.as("bob", "leave/" + way);
      program.as(NOBODY, "leave/" + way);
      program.as(NOBODY, "go-on/" + way);
      alices.join();
      assertThat(world.await(3, way)).noneMatch(Seen::hasAnothersToken);
    }
    assertThat(Integer.parseInt(program.as(NOBODY, "done-meanwhile"))).isPositive();
  }

  @Test
  void aRefresherThatSchedulesItselfIsNobodys() throws Exception {
    assertThat(program.as("alice", "refresh")).isEqualTo("alice");

    assertThat(world.await(3, "refresh")).noneMatch(Seen::hasAnothersToken);
  }

  @Test
  void workThatIsTheRequestsOwnCarriesItsToken() throws Exception {
    List<String> ways = acts("honest/");
    assertThat(ways).hasSizeGreaterThan(5);
    for (String way : ways) {
      for (String user : COMERS) {
        program.as(user, "honest/" + way);
      }
      assertThat(world.await(COMERS.size(), way))
          .as(way)
          .allMatch(call -> call.owner().equals(call.token()));
    }
  }

  /** The parts that the request's own thread works at carry its token, the others nothing. */
  @Test
  void thePartsOfAParallelStreamCarryTheRequestsTokenOrNone() {
    for (String user : COMERS) {
      program.as(user, "parallel-stream");
    }

    assertThat(world.seen("parallel-stream")).isNotEmpty().noneMatch(Seen::hasAnothersToken);
  }

  @Test
  void whatIsLostIsNamedOnceWithThePropertyThatCarriesIt() throws Exception {
    COMERS.forEach(user -> program.as(user, "audit"));
    assertThat(world.await(COMERS.size(), "audit")).allMatch(call -> call.token().equals(NOBODY));
    Polling.until(60, () -> program.log().stream().anyMatch(REMEDY.asPredicate()));
    List<String> remedies = program.log().stream().filter(REMEDY.asPredicate()).toList();
    assertThat(remedies).hasSize(1);
    Matcher remedy = REMEDY.matcher(remedies.get(0));
    assertThat(remedy.find()).isTrue();

    try (World other = new World();
        Program remedied = start(other, "-D" + remedy.group(1))) {
      COMERS.forEach(user -> remedied.as(user, "audit"));
      assertThat(other.await(COMERS.size(), "audit"))
          .allMatch(call -> call.token().equals(call.owner()));
    }
  }

  private List<String> acts(String prefix) {
    return program
        .as(NOBODY, "acts")
        .lines()
        .filter(act -> act.startsWith(prefix))
        .map(act -> act.substring(prefix.length()))
        .toList();
  }
}
