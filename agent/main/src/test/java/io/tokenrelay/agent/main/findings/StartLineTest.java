package io.tokenrelay.agent.main.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.agent.main.config.Version;
import org.junit.jupiter.api.Test;

class StartLineTest {
  @Test
  void saysInOneLineWhatIsOn() {
    String line =
        StartLine.started(
            Given.property("tokenrelay.issuers", "staff,partners")
                .andProperty("tokenrelay.issuer.staff.uri", "https://idp.example/realms/staff")
                .andProperty("tokenrelay.issuer.partners.uri", "https://idp.example/partners\n")
                .andProperty("tokenrelay.mode", "enforce")
                .andProperty("tokenrelay.dry-run", "true")
                .andProperty("tokenrelay.propagation.destinations", "listed")
                .config(),
            false,
            7,
            23,
            12);

    assertThat(line)
        .startsWith("TokenRelay ")
        .endsWith(
            ": mode enforce (no server seen yet) (dry run), issuers staff"
                + " (https://idp.example/realms/staff), partners (https://idp.example/partners),"
                + " destinations listed, 7 instrumentations with 23 rules, 12 JDK classes")
        .doesNotContain("\n", "\r");
  }

  @Test
  void saysThatItIsClosedAndWhatToPutRight() {
    Given given = Given.property("tokenrelay.mode", "enforced");

    assertThat(StartLine.started(given.config(), true, 7, 23, 12))
        .contains(": mode closed, issuers none, ");
    assertThat(StartLine.closed(Policies.of(given.config()).closedBecause()))
        .startsWith("every request is answered 503")
        .contains(
            "(tokenrelay.mode=enforced is not one of observe, enforce-present, enforce): correct",
            "restart the service",
            "tokenrelay.enforce.enabled=false");
  }

  @Test
  void saysWhatToSetWhenNoIssuerIsConfigured() {
    assertThat(StartLine.withoutIssuer(Given.nothing().config()))
        .contains("does nothing: no issuer is configured; set tokenrelay.issuer")
        .doesNotContain("\n");
  }

  @Test
  void saysThatNoIssuerCanBeUsedWhenTheOnlyOneIsWrong() {
    assertThat(StartLine.withoutIssuer(Given.property("tokenrelay.issuer", "no-url").config()))
        .contains("does nothing: no issuer can be used; set tokenrelay.issuer");
    assertThat(StartLine.withoutIssuer(Given.property("tokenrelay.issuers", "st ff").config()))
        .contains("no issuer can be used");
  }

  @Test
  void saysThatNoIssuerIsConfiguredWhateverElseIsWrong() {
    assertThat(StartLine.withoutIssuer(Given.property("tokenrelay.dry-run", "1").config()))
        .contains("no issuer is configured");
  }

  @Test
  void saysWhoDisabledIt() {
    assertThat(StartLine.disabled(Given.property("tokenrelay.enabled", "false").config()))
        .endsWith("is disabled: tokenrelay.enabled=false (system property)");
  }

  @Test
  void knowsItsVersion() {
    assertThat(Version.get()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }
}
