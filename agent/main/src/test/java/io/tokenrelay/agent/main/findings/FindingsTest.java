package io.tokenrelay.agent.main.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.agent.main.weaving.Instrumentations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
  @Test
  void saysOfAFileThatCannotBeReadThatItMayAskForEnforcement() {
    assertThat(texts(Given.property("tokenrelay.config-file", "/absent.properties")))
        .contains(
            "WRONG tokenrelay.config-file=/absent.properties does not exist; it may ask for"
                + " enforcement")
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
            "WRONG tokenrelay.config-file=/absent.properties does not exist; only what is set"
                + " elsewhere counts")
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

  @Test
  void notesAListOfDestinationsThatNamesNone() {
    String note = "NOTE tokenrelay.propagation.destinations=listed, and";
    Given given = issuer().andProperty("tokenrelay.propagation.destinations", "listed");

    assertThat(texts(given)).anyMatch(text -> text.startsWith(note));
    assertThat(texts(given.andProperty("tokenrelay.propagation.allow", "grpc:shop.Prices")))
        .noneMatch(text -> text.startsWith(note));
    assertThat(texts(issuer())).noneMatch(text -> text.startsWith(note));
  }

  @Test
  void notesThatADryRunRejectsAllTheSame() {
    Given given = issuer().andProperty("tokenrelay.dry-run", "true");
    assertThat(texts(given)).noneMatch(text -> text.contains("dry-run"));

    assertThat(texts(given.andProperty("tokenrelay.mode", "enforce-present")))
        .anyMatch(
            text ->
                text.startsWith("NOTE tokenrelay.dry-run=true affects outbound calls only")
                    && text.contains("tokenrelay.mode=enforce-present"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/health | true",
        "/actuator/health/** | true",
        "/actuator/health/*/x | true",
        "/open/a/b | true",
        "/orders,/open/** | true",
        "grpc.health.v1.Health/Check | true",
        "grpc.health.v1.Health | true",
        "/health/** | false",
        "/actuator/** | false",
        "/opening/** | false",
        "/** | false",
        "/*/open | false",
        "shop.Prices | false",
      })
  void notesARuleForWhatIsExempt(String paths, boolean noted) {
    Given given =
        issuer()
            .andProperty("tokenrelay.mode", "enforce")
            .andProperty(
                "tokenrelay.capture.exclude-paths",
                "/health,/actuator/health/**,/open/**,grpc.health.v1.Health")
            .andProperty("tokenrelay.enforce.rules", "admin")
            .andProperty("tokenrelay.enforce.rule.admin.paths", paths);

    assertThat(
            texts(given).stream()
                .anyMatch(
                    text ->
                        text.startsWith("NOTE tokenrelay.enforce.rule.admin.paths names paths of")))
        .isEqualTo(noted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "issuer=http://idp.prod.svc/realm | tokenrelay.issuer is plain http",
        "issuer=HTTP://10.0.0.7/ | tokenrelay.issuer is plain http",
        "issuer=http://127.evil.example | tokenrelay.issuer is plain http",
        "issuer=http://localhost:8080/realm | -",
        "issuer=http://127.0.0.2:8080 | -",
        "issuer=http://[::1]:8080 | -",
        "issuer=http://idp.example jwks-file=keys | -", // it is only a name then
        "issuer=http://idp.example public-key-file=keys | -",
        "issuer=http://idp.example secret-file=keys | -",
        "issuer=http://idp.example jwks-uri=https://idp.example/keys | -",
        "jwks-uri=http://idp.example/keys | tokenrelay.jwks-uri is plain http",
        "jwks-uri=http://localhost/keys | -",
        "introspection-uri=http://idp/ask | tokenrelay.introspection-uri is plain http",
        "issuer=http://idp jwks-uri=http://idp/k | tokenrelay.jwks-uri is plain http",
        "issuer=http://idp introspection-uri=http://idp/ask |"
            + " tokenrelay.introspection-uri and tokenrelay.issuer are plain http",
        "issuer=http://idp jwks-file=keys introspection-client-id=me |"
            + " tokenrelay.issuer is plain http",
      })
  void notesAnIssuerThatIsAskedOverPlainHttp(String settings, @Nullable String said) {
    Given given = issuer();
    for (String setting : settings.split(" ", -1)) {
      int equals = setting.indexOf('=');
      given.andProperty(
          "tokenrelay." + setting.substring(0, equals), setting.substring(equals + 1));
    }

    List<String> notes = new ArrayList<>(texts(given));
    notes.removeIf(text -> !text.contains("plain http"));
    if (said == null) {
      assertThat(notes).isEmpty();
    } else {
      assertThat(notes)
          .singleElement()
          .asString()
          .startsWith("NOTE issuer default: ")
          .contains(" since " + said + "; use https");
    }
  }

  @Test
  void notesWhatCanHardlyBeMeant() {
    assertThat(texts(issuer().andProperty("tokenrelay.audiences", "orders shop")))
        .anyMatch(
            text ->
                text.startsWith(
                    "NOTE tokenrelay.audiences=orders shop has blanks or quotes in 'orders shop'"));
  }

  private static Given issuer() {
    return Given.property("tokenrelay.issuer", "https://idp.example")
        .andProperty("tokenrelay.audiences", "orders");
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
