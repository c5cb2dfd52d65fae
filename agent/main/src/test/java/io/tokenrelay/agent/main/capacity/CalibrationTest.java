package io.tokenrelay.agent.main.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTest {
  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void measuresEverythingOfWhichTheTableIsMade(Algorithm algorithm) throws Exception {
    Costs costs = new Calibration(algorithm, 900, 0.1).measure();

    assertThat(costs.hit()).isPositive();
    assertThat(costs.verification()).isPositive();
    assertThat(costs.signing()).isPositive();
    assertThat(costs.encryption()).isPositive();
    assertThat(costs.fullHandshake()).isPositive();
    assertThat(costs.resumedHandshake()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void makesTokensOfTheLengthThatIsAskedFor(Algorithm algorithm) throws Exception {
    Tokens tokens = new Tokens(algorithm, 1_243);

    assertThat(tokens.token(1).length).isBetween(1_239, 1_247);
  }
}
