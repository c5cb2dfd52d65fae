package io.tokenrelay.agent.main.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RepetitionsTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Repetitions repetitions = new Repetitions(2);

  @Test
  void writesSoManyOfAKindInAMinute() {
    assertThat(repetitions.admit("a", 0)).isZero();
    assertThat(repetitions.admit("a", 1)).isZero();
    assertThat(repetitions.admit("a", 2)).isEqualTo(Repetitions.REFUSED);
    assertThat(repetitions.admit("b", 3)).isZero();
  }

  @Test
  void saysAfterwardsHowManyWereLeftOut() {
    for (int i = 0; i < 40; i++) {
      repetitions.admit("a", i);
    }

    assertThat(repetitions.admit("a", MINUTE)).isEqualTo(38);
    assertThat(repetitions.admit("a", MINUTE + 1)).isZero();
  }

  @Test
  void remembersABoundedNumberOfKinds() {
    for (int i = 0; i < 100_000; i++) {
      assertThat(repetitions.admit("kind " + i, 0)).isZero();
    }
    assertThat(repetitions.size()).isLessThanOrEqualTo(512);
  }
}
