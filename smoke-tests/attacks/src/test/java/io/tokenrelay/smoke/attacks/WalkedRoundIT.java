package io.tokenrelay.smoke.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.smoke.Jdk;
import io.tokenrelay.smoke.attacks.RawRequest.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The application finds its handlers by the path as it was sent, the server by what it made of it.
 * However a path is spelt, without a token nothing runs but what is exempt letter by letter, and
 * the handler of a rule's path does not run for a token that the rule refuses.
 *
 * <p>{@code -Dattacks.seed=} repeats the paths of a run, {@code -Dattacks.paths=} tries more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalkedRoundIT {
  private static final long SEED = Long.getLong("attacks.seed", new SplittableRandom().nextLong());
  private static final int PATHS = Integer.getInteger("attacks.paths", 3000);
  private static final String LEADS_THERE = "admin by:[a-z].*";

  private final Program program =
      Program.start(
          Jdk.running(),
          "Door",
          Program.issuer(
              "-Dtokenrelay.mode=enforce",
              "-Dtokenrelay.capture.exclude-paths=/health,/actuator/health/**,/public/**",
              "-Dtokenrelay.enforce.rules=admin",
              "-Dtokenrelay.enforce.rule.admin.paths=/admin/**",
              "-Dtokenrelay.enforce.rule.admin.required-scopes=admin"));

  private final String alice = "Authorization: Bearer " + Users.ISSUER.token("alice");
  private final String root =
      "Authorization: Bearer " + Users.ISSUER.tokenSaying("root", "\"scope\":\"admin\"");

  WalkedRoundIT() throws Exception {}

  @AfterAll
  void end() {
    program.close();
  }

  @Test
  void whatIsSpeltAsItShouldBeIsJudgedAsItShouldBe() throws Exception {
    assertThat(get("/health").status()).isEqualTo(200);
    assertThat(get("/public/x").status()).isEqualTo(200);
    assertThat(get("/admin/x").status()).isEqualTo(401);
    assertThat(get("/orders").status()).isEqualTo(401);
    assertThat(get("/orders", alice).status()).isEqualTo(200);
    assertThat(get("/admin/x", alice).status()).isEqualTo(403);
    assertThat(get("/admin/x", root).body().trim()).matches(LEADS_THERE);
  }

  @Test
  void noSpellingLeadsToTheHandlerWithoutItsToken() throws Exception {
    OddPaths paths = new OddPaths(SEED);
    List<String> walkedRound = new ArrayList<>();
    int ledThere = 0;
    for (int i = 0; i < PATHS; i++) {
      String path = paths.next();
      for (String[] headers : new String[][] {{}, {alice}}) {
        Answer answer = get(path, headers);
        if (answer.body().trim().matches(LEADS_THERE)) {
          walkedRound.add(path + (headers.length == 0 ? "" : " with a token") + answer.body());
        }
      }
      ledThere += get(path, root).body().trim().matches(LEADS_THERE) ? 1 : 0;
    }
    System.out.printf("-Dattacks.seed=%d: %d of %d paths lead there%n", SEED, ledThere, PATHS);
    assertThat(walkedRound).as("seed %d", SEED).isEmpty();
    assertThat(ledThere).as("paths that lead there").isGreaterThan(PATHS / 10);
  }

  private Answer get(String path, String... headers) throws Exception {
    return RawRequest.get(program.port(), path, headers);
  }
}
