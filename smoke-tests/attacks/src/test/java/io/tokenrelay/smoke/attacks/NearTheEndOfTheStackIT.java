package io.tokenrelay.smoke.attacks;

import static io.tokenrelay.smoke.attacks.Users.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.smoke.Jdk;
import io.tokenrelay.smoke.Jdks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The very first requests come when the stack has nearly ended, each with a little more room than
 * the one before, so that whatever is used for the first time is once tried where it cannot be. A
 * class whose initialiser fails can never be used again; then this service would have lost its
 * users, or shut its door, until it is restarted.
 */
class NearTheEndOfTheStackIT {
  private static final int FIRST = 3;
  private static final int LAST = 6_000;
  private static final List<String> CLIENTS =
      List.of("okhttp", "httpclient4", "httpclient5", "url");

  static Stream<Jdk> jdks() {
    return Jdks.tested(8, 17, 25).mapToObj(Jdks::require);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatBeginsNearTheEndOfTheStackSpoilsNoLaterRequest(Jdk jdk) throws Exception {
    attack(jdk, "door");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatIsCalledNearTheEndOfTheStackSpoilsNoLaterCall(Jdk jdk) throws Exception {
    attack(jdk, "call");
  }

  private static void attack(Jdk jdk, String before) throws Exception {
    try (World world = new World();
        Program program = start(jdk, world)) {
      int step = 0;
      for (int frames = FIRST; frames < LAST; frames += 3 + frames / 30) {
        String client = CLIENTS.get(step++ % CLIENTS.size());
        String path = '/' + client + "?before=" + before + frames + "&owner=";
        assertThat(program.status(path + "alice", Users.tokenOf("alice"))).isIn(200, 500, 503);
        assertThat(program.status(path + NOBODY, null))
            .as("nobody, with %s frames left before the %s", frames, before)
            .isIn(401, 500, 503);
      }

      assertThat(world.seen("near-the-end")).noneMatch(Seen::hasAnothersToken);
      List<String> carried = new ArrayList<>();
      for (String client : CLIENTS) {
        carried.add(program.as("bob", client));
        assertThat(program.status('/' + client + "?owner=" + NOBODY, null)).isEqualTo(401);
      }
      assertThat(carried).as(String.join("\n", program.log())).containsOnly("bob");
      assertThat(program.log()).noneMatch(line -> line.contains("does not work with this version"));
    }
  }

  private static Program start(Jdk jdk, World world) throws Exception {
    return Program.start(
        jdk,
        "NearTheEnd",
        Program.issuer(
            "-Dtokenrelay.mode=enforce",
            "-Dtokenrelay.log.level=info",
            "-Dworld.url=" + world.urlAt(World.ESTATE)));
  }
}
