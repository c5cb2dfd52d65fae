package io.tokenrelay.agent.main.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.config.Layers;
import io.tokenrelay.agent.config.Source;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.config.Words;
import io.tokenrelay.agent.relay.InboundPolicy.Mode;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.OwnershipProperties;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
  @TempDir Path folder;

  @Test
  void hasTheDefaultOfWhatIsNotSet() {
    Config config = Given.nothing().config();

    assertThat(config.get(InboundProperties.MODE)).isEqualTo(Mode.OBSERVE);
    assertThat(config.get(InboundProperties.RETRY_AFTER)).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.get(InboundProperties.MAX_TOKEN_BYTES)).isEqualTo(16_384);
    assertThat(config.get(OwnershipProperties.KEEP_WAITING)).isEmpty();
    assertThat(config.values().find(AgentProperties.LOG_FILE)).isNull();
    assertThat(config.values().source(InboundProperties.MODE)).isEqualTo(Source.DEFAULT);
    assertThat(config.issuers()).isEmpty();
    assertThat(config.problems()).isEmpty();
  }

  @Test
  void refusesToGiveAValueThatIsNotThere() {
    Values values = Given.nothing().config().values();

    assertThatThrownBy(() -> values.get(AgentProperties.LOG_FILE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tokenrelay.log.file");
  }

  @Test
  void takesTheSystemPropertyBeforeTheEnvironmentTheFileAndTheAgentArgument() throws Exception {
    Given given =
        Given.property("tokenrelay.config-file", file("tokenrelay.mode=enforce-present"))
            .andAgentArguments("mode=observe;enforce.realm=r");
    assertMode(given, "enforce-present", Source.FILE);
    assertThat(given.config().values().source(InboundProperties.REALM))
        .isEqualTo(Source.AGENT_ARGUMENT);

    given.andEnvironment("TOKENRELAY_MODE", "enforce");
    assertMode(given, "enforce", Source.ENVIRONMENT);

    given.andProperty("tokenrelay.mode", "observe");
    assertMode(given, "observe", Source.SYSTEM_PROPERTY);
  }

  @Test
  void findsTheFileThatAnAgentArgumentNames() throws Exception {
    Given given =
        Given.nothing()
            .andAgentArguments("tokenrelay.config-file=" + file("tokenrelay.mode=enforce"));

    assertMode(given, "enforce", Source.FILE);
  }

  @Test
  void goesOnWithoutAFileThatCannotBeRead() {
    Config config =
        Given.property("tokenrelay.config-file", folder.resolve("absent").toString()).config();

    assertThat(config.get(InboundProperties.MODE)).isEqualTo(Mode.OBSERVE);
    assertThat(config.problems())
        .singleElement()
        .asString()
        .startsWith("tokenrelay.config-file=")
        .endsWith(" does not exist; it may ask for enforcement");
  }

  @Test
  void goesOnWithoutAFileThatIsNoPropertiesFile() throws Exception {
    Config config =
        Given.property("tokenrelay.config-file", file("tokenrelay.mode=\\u00zz")).config();

    assertThat(config.problems()).singleElement().asString().contains("has a \\u without");
  }

  @Test
  void takesAnEmptyValueAsNotSet() {
    Config config = Given.property("tokenrelay.mode", " ").config();

    assertThat(config.values().source(InboundProperties.MODE)).isEqualTo(Source.DEFAULT);
    assertThat(config.problems()).isEmpty();
  }

  @Test
  void switchesSingleInstrumentations() {
    Config config =
        withIssuer()
            .andProperty("tokenrelay.instrumentation.default-enabled", "false")
            .andProperty("tokenrelay.instrumentation.tomcat.enabled", "true")
            .config();

    assertThat(config.isEnabled("tomcat")).isTrue();
    assertThat(config.isEnabled("okhttp3")).isFalse();
    assertThat(config.problems()).isEmpty();
  }

  @Test
  void leavesAnInstrumentationOffWhenItsSwitchCannotBeRead() {
    Config config =
        withIssuer().andProperty("tokenrelay.instrumentation.tomcat.enabled", "nope").config();

    assertThat(config.isEnabled("tomcat")).isFalse();
    assertThat(config.problems())
        .containsExactly(
            "tokenrelay.instrumentation.tomcat.enabled=nope is not true or false; false is used");
  }

  @Test
  void doesNotLookForInstrumentationsWhenNothingWillBeWoven() {
    Layers layers =
        Given.property("tokenrelay.enabled", "false")
            .andProperty("tokenrelay.issuer", "https://idp.example")
            .andProperty("tokenrelay.instrumentation.tomcat.enabled", "true")
            .layers();

    Config config =
        Config.read(
            layers,
            agent -> {
              throw new AssertionError("asked");
            });

    assertThat(config.problems()).isEmpty();
    assertThat(config.isEnabled("tomcat")).isFalse();
  }

  @Test
  void changesNothingOnceRead() {
    Config config = withIssuer().config();

    assertThatThrownBy(() -> config.issuers().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> config.problems().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> config.get(OwnershipProperties.KEEP_WAITING).add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(config.values().properties()).doesNotContain(IssuerProperties.URI);
  }

  private static Given withIssuer() {
    return Given.property("tokenrelay.issuer", "https://idp.example");
  }

  private static void assertMode(Given given, String mode, Source source) {
    Config config = given.config();
    assertThat(Words.word(config.get(InboundProperties.MODE))).isEqualTo(mode);
    assertThat(config.values().source(InboundProperties.MODE)).isEqualTo(source);
    assertThat(config.problems()).isEmpty();
  }

  private String file(String line) throws Exception {
    Path file = folder.resolve("tokenrelay.properties");
    Files.write(file, Collections.singletonList(line), StandardCharsets.UTF_8);
    return file.toString();
  }
}
