package io.tokenrelay.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DistanceTest {
  private static final String NAME = "tokenrelay";

  @Test
  void isThatOfTheLettersThatDiffer() {
    assertThat(Distance.between("tokenrealy", NAME)).isEqualTo(2);
    assertThat(Distance.isAtMost(2, "tokenrealy", NAME)).isTrue();
    assertThat(Distance.isAtMost(2, "tokxnrexay", NAME)).isTrue();
    assertThat(Distance.isAtMost(2, "txkxnrexay", NAME)).isFalse();
  }

  /** The look at the letters is a shorter way to the same answer. */
  @Test
  void isTheSameByEitherWay() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder other = new StringBuilder(NAME);
      for (int change = random.nextInt(5); change >= 0; change--) {
        char letter = (char) ('a' + random.nextInt(26));
        int at = random.nextInt(other.length());
        if (random.nextBoolean()) {
          other.setCharAt(at, letter);
        } else {
          other.insert(at, letter).deleteCharAt(random.nextInt(other.length()));
        }
      }
      assertThat(Distance.isAtMost(2, other.toString(), NAME))
          .as(other.toString())
          .isEqualTo(Distance.between(other.toString(), NAME) <= 2);
    }
  }
}
