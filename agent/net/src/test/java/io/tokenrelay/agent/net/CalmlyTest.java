package io.tokenrelay.agent.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CalmlyTest {
  private final CountDownLatch latch = new CountDownLatch(1);

  @AfterEach
  void forgetTheInterrupt() {
    Thread.interrupted();
  }

  @Test
  void waitsThoughItIsInterruptedAndKeepsTheInterruptForTheApplication() {
    Thread.currentThread().interrupt();
    Thread other = new Thread(latch::countDown);
    other.start();

    assertThat(Calmly.await(latch, 60_000)).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void waitsNoLongerThanItIsToldTo() {
    Thread.currentThread().interrupt();

    assertThat(Calmly.await(latch, 1)).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }
}
