package io.tokenrelay.agent.meter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OncePerMinuteByNameTest {
  private static final long MINUTE = 60_000_000_000L;

  private final OncePerMinuteByName limit = new OncePerMinuteByName();

  @Test
  void letsEachPassOnceAMinute() {
    assertThat(limit.passes("HopAdvice", 5)).isTrue();
    assertThat(limit.passes("HopAdvice", 5 + MINUTE - 1)).isFalse();
    assertThat(limit.passes("HopAdvice", 5 + MINUTE)).isTrue();
  }

  @Test
  void oneDoesNotKeepAnotherOut() {
    for (int i = 0; i < 1_000; i++) {
      limit.passes("HopAdvice", i);
    }

    assertThat(limit.passes("TaskAdvice", 1_000)).isTrue();
  }

  @Test
  void isBounded() {
    for (int i = 0; i < 512; i++) {
      limit.passes("Advice" + i, 0);
    }

    assertThat(limit.passes("OneMore", 0)).isFalse();
    assertThat(limit.passes("Advice0", MINUTE)).isTrue();
  }
}
