package io.tokenrelay.agent.verify.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctTokensTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long MINUTE = 60_000;

  private final DistinctTokens tokens = new DistinctTokens();

  /** Four standard errors; the hashes are the same in every run. */
  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 5_000, 10_000, 100_000, 1_000_000, 10_000_000})
  void areAboutAsManyAsThereAre(int number) {
    Random random = new Random(number);
    for (int i = 0; i < number; i++) {
      tokens.saw(random.nextInt(), NOW);
    }

    assertThat(tokens.estimate(NOW)).isCloseTo(number, within(number * 92L / 1_000 + 1));
  }

  /** As a table's hash may be, which is not random in all of its bits. */
  @Test
  void areToldApartByWhicheverBitTheirHashesDifferIn() {
    for (int i = 0; i < 1_000; i++) {
      tokens.saw(i, NOW);
      tokens.saw(i << 20, NOW);
    }

    assertThat(tokens.estimate(NOW)).isCloseTo(1_999, within(184L));
  }

  @Test
  void areNoneBeforeTheFirstAndOneHoweverOftenItComes() {
    assertThat(tokens.estimate(NOW)).isZero();
    for (int i = 0; i < 1_000; i++) {
      tokens.saw(42, NOW + i * MINUTE / 1_000);
    }
    assertThat(tokens.estimate(NOW + MINUTE)).isEqualTo(1);
  }

  @Test
  void areThoseOfTheLastFiveMinutes() {
    tokens.saw(1, NOW);
    tokens.saw(2, NOW + 3 * MINUTE);

    assertThat(tokens.estimate(NOW + 3 * MINUTE)).isEqualTo(2);
    assertThat(tokens.estimate(NOW + 5 * MINUTE)).isEqualTo(2);
    assertThat(tokens.estimate(NOW + 6 * MINUTE)).isEqualTo(1);
    assertThat(tokens.estimate(NOW + 9 * MINUTE)).isZero();
  }

  @Test
  void areForgottenWhenTheirMinutesPlaceIsTakenByAnother() {
    tokens.saw(1, NOW);
    tokens.saw(2, NOW + 6 * MINUTE);

    assertThat(tokens.estimate(NOW + 6 * MINUTE)).isEqualTo(1);
    assertThat(tokens.estimate(NOW + 7 * MINUTE)).isEqualTo(1);
  }

  @Test
  void bearAClockThatIsSetBack() {
    tokens.saw(1, NOW);
    tokens.saw(2, NOW - 60 * MINUTE);

    assertThat(tokens.estimate(NOW - 60 * MINUTE)).isEqualTo(1);
  }
}
