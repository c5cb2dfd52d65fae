package io.tokenrelay.agent.relay.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100/s | 10000000 | 200",
        "100/h | 36000000000 | 200",
        "600/m | 100000000 | 1200",
        "1/m | 60000000000 | 2",
        "100/s burst=500 | 10000000 | 500",
        "100/s  burst=1 | 10000000 | 1",
      })
  void saysHowManyInWhatTimeAndAtOnce(String text, long interval, int burst) {
    Rate rate = Rate.parse(text);
    assertThat(rate.intervalNanos()).isEqualTo(interval);
    assertThat(rate.burst()).isEqualTo(burst);
    assertThat(rate.isOff()).isFalse();
  }

  @Test
  void canBeOff() {
    assertThat(Rate.parse("OFF").isOff()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100",
        "/s",
        "-1/s",
        "1.5/s",
        "0/s",
        "1/d",
        "1/s,2",
        "1/s 2",
        "1/s burst=",
        "99999999/s"
      })
  void isNothingElse(String text) {
    assertThat(Rate.parse(text)).isNull();
  }
}
