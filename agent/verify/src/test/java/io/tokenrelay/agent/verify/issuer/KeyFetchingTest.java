package io.tokenrelay.agent.verify.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Values;
import org.junit.jupiter.api.Test;

/** How long keys are fresh, from what Cache-Control says. */
class KeyFetchingTest {
  @Test
  void holdsMaxAgeBetweenOneMinuteAndOneDay() {
    KeyFetching fetching = KeyFetching.of(Values.defaults());
    assertThat(fetching.freshMillis(-1)).isEqualTo(300_000);
    assertThat(fetching.freshMillis(0)).isEqualTo(60_000);
    assertThat(fetching.freshMillis(600)).isEqualTo(600_000);
    assertThat(fetching.freshMillis(Long.MAX_VALUE)).isEqualTo(86_400_000);
  }
}
