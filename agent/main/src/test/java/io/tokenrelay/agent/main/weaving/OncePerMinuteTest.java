package io.tokenrelay.agent.main.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OncePerMinuteTest {
  private static final long MINUTE = 60_000_000_000L;

  private final OncePerMinute told = new OncePerMinute();

  @Test
  void tellsOfEachOnceInAMinute() {
    assertThat(told.isDue("HopAdvice", 5)).isTrue();
    assertThat(told.isDue("HopAdvice", 5 + MINUTE - 1)).isFalse();
    assertThat(told.isDue("HopAdvice", 5 + MINUTE)).isTrue();
  }

  @Test
  void oneDoesNotSilenceAnother() {
    for (int i = 0; i < 1_000; i++) {
      told.isDue("HopAdvice", i);
    }

    assertThat(told.isDue("TaskAdvice", 1_000)).isTrue();
  }

  @Test
  void isBounded() {
    for (int i = 0; i < 512; i++) {
      told.isDue("Advice" + i, 0);
    }

    assertThat(told.isDue("OneMore", 0)).isFalse();
    assertThat(told.isDue("Advice0", MINUTE)).isTrue();
  }
}
