package io.tokenrelay.agent.main.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EstateTest {
  private static final int TOKEN = 1_520;
  private static final double ENTRY = TOKEN + 480;
  private static final double PLENTY = 1e15;
  private static final Costs COSTS = new Costs(40_000, 200, 1_000_000, 500, 2_000_000, 400_000);

  /** Users who send at random, instances in turn, verdicts that end: nothing of the formula. */
  @Test
  void findsAsManyTokensInTheCacheAsASimulatedEstate() {
    for (int instances : new int[] {1, 5, 50}) {
      double simulated = simulated(40, instances, 0.5, 60);

      Estate estate = new Estate(40, 40 * 0.5, instances, with(60, PLENTY));

      assertThat(estate.hitRatio(Balancing.ROUND_ROBIN))
          .as("%d instances", instances)
          .isCloseTo(simulated, within(0.02));
    }
  }

  @Test
  void findsTheSameHoweverManyInstancesThereAreIfAUserAlwaysComesToOne() {
    double few = new Estate(1e4, 1e3, 5, with(1_800, PLENTY)).hitRatio(Balancing.BY_USER);
    double many = new Estate(1e4, 1e3, 500, with(1_800, PLENTY)).hitRatio(Balancing.BY_USER);

    assertThat(few).isEqualTo(many).isCloseTo(180 / 181.0, within(1e-9));
  }

  @Test
  void findsAPartOnlyOfWhatACacheCannotHold() {
    double all = new Estate(1e6, 1e5, 500, with(1_800, PLENTY)).hitRatio(Balancing.ROUND_ROBIN);
    double tokens = 1e6 * all; // that one instance has seen lately

    Estate half = new Estate(1e6, 1e5, 500, with(1_800, tokens * ENTRY / 2));

    assertThat(half.hitRatio(Balancing.ROUND_ROBIN)).isCloseTo(all / 2, within(1e-9));
    assertThat(half.heldBytes(Balancing.ROUND_ROBIN)).isCloseTo(tokens * ENTRY / 2, within(1.0));
  }

  @Test
  void holdsNoMoreThanItsUsersTokens() {
    Estate estate = new Estate(1e4, 1e6, 5, with(1_800, PLENTY));

    assertThat(estate.heldBytes(Balancing.ROUND_ROBIN)).isCloseTo(1e4 * ENTRY, within(1e5));
    assertThat(estate.heldBytes(Balancing.BY_USER)).isCloseTo(2e3 * ENTRY, within(1e4));
  }

  @Test
  void keepsProcessorsBusyWithWhatIsNotFoundAndWithFinding() {
    Estate estate = new Estate(1e4, 1e3, 5, with(1_800, PLENTY));
    double missed = 1 - estate.hitRatio(Balancing.ROUND_ROBIN);

    assertThat(estate.coresUncached(COSTS)).isCloseTo(1e3 * 3 * 40e-6, within(1e-9));
    assertThat(estate.cores(Balancing.ROUND_ROBIN, COSTS))
        .isCloseTo(1e3 * 3 * (missed * 40e-6 + 0.2e-6), within(1e-9));
  }

  @Test
  void countsBytesAndHandshakesOfEveryHop() {
    Estate estate = new Estate(1e4, 1e3, 5, with(1_800, PLENTY));

    assertThat(estate.bytesByHttp1()).isEqualTo(1e3 * 3 * (TOKEN + 24));
    assertThat(estate.bytesByHttp2()).isCloseTo(1e3 * 3 * TOKEN * 0.79, within(1e-3));
    assertThat(estate.handshakes()).isEqualTo(30);
    assertThat(estate.coresOfHandshakes(COSTS)).isCloseTo(30 * 2e-3, within(1e-9));
  }

  @Test
  void paysBehindAnEdgeForMintingAndForTokensThatLiveShortly() {
    Estate estate = new Estate(1e4, 1e3, 5, with(1_800, PLENTY));
    double missed = 1 - estate.hitRatio(Balancing.BY_USER);
    double minted = 1 - 12 / 13.0; // a user sends 12 requests in 120 s

    assertThat(estate.hitRatioBehindEdge()).isCloseTo(12 / 13.0, within(1e-9));
    assertThat(estate.coresWithEdge(COSTS))
        .isCloseTo(
            1e3 * (missed * 40e-6 + 0.2e-6 + minted * 1e-3 + 2 * (minted * 40e-6 + 0.2e-6)),
            within(1e-9));
    assertThat(estate.bytesWithEdge()).isEqualTo(1e3 * (TOKEN + 24 + 2 * (800 + 13)));
  }

  @Test
  void hasTwoInstancesAtLeast() {
    Assumptions given = with(1_800, PLENTY);

    assertThat(Estate.instances(1, given)).isEqualTo(2);
    assertThat(Estate.instances(401, given)).isEqualTo(3);
  }

  private static Assumptions with(double verdictSeconds, double cacheBytes) {
    return new Assumptions(0.1, 200, 3, TOKEN, verdictSeconds, cacheBytes, 100);
  }

  /** Found of all requests, once the caches are warm. */
  private static double simulated(int users, int instances, double perUser, double lives) {
    Random random = new Random(7);
    double[][] until = new double[users][instances];
    double rate = users * perUser;
    double now = 0;
    long found = 0;
    long asked = 0;
    for (int i = 0; i < 400_000; i++) {
      now -= Math.log(1 - random.nextDouble()) / rate;
      double[] verdicts = until[random.nextInt(users)];
      int instance = i % instances;
      boolean hit = verdicts[instance] > now;
      if (!hit) {
        verdicts[instance] = now + lives;
      }
      if (i > 200_000) {
        asked++;
        found += hit ? 1 : 0;
      }
    }
    return found / (double) asked;
  }
}
