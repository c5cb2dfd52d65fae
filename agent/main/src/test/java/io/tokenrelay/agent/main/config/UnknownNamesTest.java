package io.tokenrelay.agent.main.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Table;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownNamesTest {
  @ParameterizedTest
  @CsvSource({
    "tokenrelay.isuer, tokenrelay.issuer",
    "tokenrelay.audience, tokenrelay.audiences",
    "tokenrelay.log-level, tokenrelay.log.level",
    "tokenrelay.destinations, tokenrelay.propagation.destinations",
    "tokenrelay.propagation.alow, tokenrelay.propagation.allow",
    "tokenrelay.instrumentation.okhtp3.enabled, tokenrelay.instrumentation.okhttp3.enabled",
  })
  void suggestsTheNearestName(String given, String nearest) {
    Config config =
        Given.property("tokenrelay.issuer", "https://idp.example").andProperty(given, "x").config();

    assertThat(config.problems())
        .containsExactly(given + " is unknown and ignored; did you mean " + nearest + "?");
  }

  @ParameterizedTest
  @CsvSource({
    "tokenrelay.propagation.boundary.resolve, names are no longer looked up",
    "tokenrelay.instrumentation.pools.enabled, thread pools are switched with their server",
  })
  void saysWhatToDoInsteadOfAPropertyOfAnEarlierRelease(String given, String instead) {
    Config config =
        Given.property("tokenrelay.issuer", "https://idp.example")
            .andProperty(given, "true")
            .config();

    assertThat(config.problems())
        .singleElement()
        .asString()
        .startsWith(given + " is no longer used; " + instead);
  }

  @Test
  void saysItInTheLanguageOfTheEnvironmentToo() {
    assertThat(
            Given.property("tokenrelay.issuer", "https://idp.example")
                .andEnvironment("TOKENRELAY_INSTRUMENTATION_POOLS_ENABLED", "false")
                .config()
                .problems())
        .singleElement()
        .asString()
        .startsWith("TOKENRELAY_INSTRUMENTATION_POOLS_ENABLED is no longer used; ");
  }

  @Test
  void noPropertyHasTheNameOfARetiredOne() {
    for (Table table : Tables.all()) {
      assertThat(table.retired().keySet())
          .doesNotContainAnyElementsOf(
              Tables.properties().stream().map(Property::fullName).collect(Collectors.toList()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokenrelay.teleportation",
        "tokenrelay.jwks.url",
        "tokenrelay.instrumentation.jodd.enabled"
      })
  void suggestsNothingWhenNothingIsNear(String given) {
    Config config =
        Given.property("tokenrelay.issuer", "https://idp.example").andProperty(given, "x").config();

    assertThat(config.problems()).containsExactly(given + " is unknown and ignored");
  }

  @Test
  void speaksTheLanguageOfTheEnvironment() {
    assertThat(Given.nothing().andEnvironment("TOKENRELAY_ISUER", "x").config().problems())
        .containsExactly(
            "TOKENRELAY_ISUER is unknown and ignored; did you mean TOKENRELAY_ISSUER?");
  }

  @Test
  void neverShowsTheValue() {
    assertThat(Given.property("tokenrelay.issuer.main.secret", "hunter2").config().problems())
        .singleElement()
        .asString()
        .doesNotContain("hunter2");
  }

  @Test
  void ignoresWhatKubernetesAddsForAServiceOfThatName() {
    Config config =
        Given.nothing()
            .andEnvironment("TOKENRELAY_SERVICE_HOST", "10.0.0.1")
            .andEnvironment("TOKENRELAY_SERVICE_PORT_HTTP", "80")
            .andEnvironment("TOKENRELAY_PORT", "tcp://10.0.0.1:80")
            .andEnvironment("TOKENRELAY_PORT_80_TCP_ADDR", "10.0.0.1")
            .config();

    assertThat(config.problems()).isEmpty();
  }

  @Test
  void takesAPortThatIsANumberForOneOfOurs() {
    Config config = Given.nothing().andEnvironment("TOKENRELAY_HEALTH_PORT", "9464").config();

    assertThat(config.problems()).containsExactly("TOKENRELAY_HEALTH_PORT is unknown and ignored");
  }

  @Test
  void ignoresTheNamesOfOthers() {
    assertThat(
            Given.property("otel.service.name", "x")
                .andEnvironment("TOKENS", "x")
                .config()
                .problems())
        .isEmpty();
  }
}
