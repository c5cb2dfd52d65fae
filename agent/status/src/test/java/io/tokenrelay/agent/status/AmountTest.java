package io.tokenrelay.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "59, 59 s",
    "60, 1 min 0 s",
    "3599, 59 min 59 s",
    "3600, 1 h 0 min",
    "18412, 5 h 6 min",
    "86399, 23 h 59 min",
    "93600, 1 d 2 h"
  })
  void saysATimeInItsTwoGreatestUnits(long seconds, String shown) {
    assertThat(Amount.seconds(seconds)).hasToString(shown);
  }

  @Test
  void separatesThousands() {
    assertThat(Amount.count(999)).isEqualTo("999");
    assertThat(Amount.count(1_234_567L)).isEqualTo("1,234,567");
    assertThat(Amount.micros(0.0015004)).hasToString("1,500 µs");
  }

  @Test
  void saysASizeInKibibytesOrMebibytes() {
    assertThat(Amount.bytes(0)).hasToString("0.0 KiB");
    assertThat(Amount.bytes(1_200)).hasToString("1.2 KiB");
    assertThat(Amount.bytes(33_554_432)).hasToString("32.0 MiB");
  }
}
