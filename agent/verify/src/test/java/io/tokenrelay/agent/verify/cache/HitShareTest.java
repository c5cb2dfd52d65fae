package io.tokenrelay.agent.verify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.verify.CapturedLog;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HitShareTest {
  private long now = 1_700_000_000_000L;
  private long hits;
  private final HitShare share = new HitShare(() -> hits);
  private CapturedLog log;

  @BeforeEach
  void capture() throws Exception {
    log = new CapturedLog();
  }

  @AfterEach
  void release() {
    log.close();
  }

  @Test
  void saysOnceThatFewTokensAreFoundAndWhatHelps() {
    tenMinutes(1_000, 3_000);
    tenMinutes(1_000, 3_000);
    tenMinutes(1_000, 3_000);
    assertThat(log.lines(" INFO "))
        .singleElement()
        .asString()
        .contains(
            "24 % of 4001",
            "last 10 minutes", "affinity-header", "transaction tokens", "docs/capacity.md");
  }

  @Test
  void saysNothingBeforeTenMinutes() {
    verify(3_000);
    now += TimeUnit.MINUTES.toMillis(10) - 1;
    verify(1);
    assertThat(log.lines(" INFO ")).isEmpty();
    now++;
    verify(1);
    assertThat(log.lines(" INFO ")).hasSize(1);
  }

  @Test
  void saysNothingWhereHalfIsFound() {
    tenMinutes(4_000, 4_000);
    tenMinutes(4_000, 4_000);
    assertThat(log.lines(" INFO ")).isEmpty();
  }

  @Test
  void saysNothingOfAServiceThatHardlyAnybodyCalls() {
    tenMinutes(0, 500);
    tenMinutes(0, 500);
    assertThat(log.lines(" INFO ")).isEmpty();
  }

  @Test
  void saysItAgainAfterItWasBetter() {
    tenMinutes(1_000, 3_000);
    tenMinutes(9_000, 3_000);
    tenMinutes(1_000, 3_000);
    tenMinutes(0, 0);
    assertThat(log.lines(" INFO ")).hasSize(2);
  }

  /** The first token after them ends them. */
  private void tenMinutes(long found, int notFound) {
    hits += found;
    verify(notFound);
    now += TimeUnit.MINUTES.toMillis(10);
    verify(1);
  }

  private void verify(int tokens) {
    for (int token = 0; token < tokens; token++) {
      share.verified(now);
    }
  }
}
