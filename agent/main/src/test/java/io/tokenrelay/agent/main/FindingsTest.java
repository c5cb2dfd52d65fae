package io.tokenrelay.agent.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Given;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  @Test
  void saysOfAFileThatCannotBeReadThatItMayAskForEnforcement() {
    assertThat(texts(Given.property("tokenrelay.config-file", "/absent.properties")))
        .contains(
            "WRONG tokenrelay.config-file=/absent.properties does not exist; it may ask for enforcement")
        .anyMatch(text -> text.startsWith("ERROR every request is answered 503"))
        .noneMatch(text -> text.contains("goes on"));
  }

  @Test
  void saysThatAllElseCountsWhereTheModeStandsAboveTheFile() {
    assertThat(
            texts(
                Given.property("tokenrelay.config-file", "/absent.properties")
                    .andProperty("tokenrelay.issuer", "https://idp.example")
                    .andProperty("tokenrelay.mode", "observe")))
        .contains(
            "WRONG tokenrelay.config-file=/absent.properties does not exist; only what is set elsewhere counts")
        .noneMatch(text -> text.startsWith("ERROR "));
  }

  @Test
  void findsNothingWhereTheAgentIsSwitchedOffAndNothingIsToBeEnforced() {
    assertThat(texts(Given.property("tokenrelay.enabled", "false"))).isEmpty();
  }

  @Test
  void saysOnceThatNoIssuerIsConfigured() {
    assertThat(texts(Given.nothing()))
        .singleElement()
        .asString()
        .startsWith("WRONG ")
        .contains("set tokenrelay.issuer to");
  }

  private static List<String> texts(Given given) {
    Instrumentations none = new Instrumentations(new ClassLoader(null) {});
    Config config = Config.read(given.layers(), none);
    Findings findings = Findings.of(config, none);
    List<String> texts = new ArrayList<>();
    for (Findings.Kind kind : Findings.Kind.values()) {
      findings.of(kind).forEach(sentence -> texts.add(kind + " " + sentence));
    }
    return texts;
  }
}
