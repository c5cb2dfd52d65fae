package io.tokenrelay.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LayersTest {
  @Test
  void writeEnvironmentNamesInCapitalsWithUnderscores() {
    assertThat(Layer.environmentName("tokenrelay.jwks.stale-max"))
        .isEqualTo("TOKENRELAY_JWKS_STALE_MAX");
  }

  @Test
  void holdWhatOthersSayAgain() {
    Layers layers =
        Sample.set("tokenrelay.realm", "x").andArguments("strict=true;speed=1s").layers();
    assertThat(layers.hold(others("strict=true"))).isTrue();
    assertThat(layers.hold(others(""))).isTrue();
    assertThat(layers.hold(others("strict=false"))).isFalse();
    assertThat(layers.hold(others("dry-run=true"))).isFalse();
    assertThat(layers.hold(others("nonsense"))).isFalse();
    assertThat(
            Sample.set("tokenrelay.strict", "false")
                .layers()
                .hold(
                    Sample.set("tokenrelay.strict", "false").andArguments("strict=true").layers()))
        .as("a system property decides in both")
        .isTrue();
  }

  @Test
  void sayThatAFileWhichCannotBeReadMayHoldTheWish() {
    assertThat(Sample.set("tokenrelay.config-file", "/absent").problems())
        .containsExactly(
            "tokenrelay.config-file=/absent cannot be read (FileNotFoundException); it may ask for"
                + " strictness");
    assertThat(
            Sample.set("tokenrelay.config-file", "/absent")
                .and("tokenrelay.strict", "false")
                .problems())
        .containsExactly(
            "tokenrelay.config-file=/absent cannot be read (FileNotFoundException); only what is set"
                + " elsewhere counts");
  }

  private static Layers others(String arguments) {
    return Sample.arguments(arguments).layers();
  }
}
