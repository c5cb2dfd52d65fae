package io.tokenrelay.agent.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.agent.main.config.Tables;
import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.relay.InboundPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where anything is to be enforced, whatever is wrong with the configuration closes the service:
 * for every property of the table, a slip in its name and a slip in its value.
 */
class ClosedConfigurationTest {
  private static final String NONSENSE = "=;no\"nsense";

  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Property<?> property : Tables.properties()) {
      names.add(property.fullName(of(property)));
      if (property.shortName() != null) {
        names.add(property.shortName());
      }
    }
    return names;
  }

  static List<String> namesOfWhatCanBeNonsense() {
    List<String> names = new ArrayList<>();
    for (Property<?> property : Tables.properties()) {
      String name = property.fullName(of(property));
      boolean refused = !closed(enforcing().andProperty(name, NONSENSE)).isEmpty();
      if (refused) {
        names.add(name);
      }
    }
    return names;
  }

  /** All but free text: names, paths of files, audiences. */
  @Test
  void closesOnNonsenseInEveryPropertyThatIsNotFreeText() {
    List<String> free = names();
    free.removeIf(
        name -> Tables.properties().stream().noneMatch(p -> p.fullName(of(p)).equals(name)));
    free.removeAll(namesOfWhatCanBeNonsense());

    assertThat(free)
        .containsExactlyInAnyOrder(
            "tokenrelay.issuer.default.jwks-file",
            "tokenrelay.issuer.default.public-key-file",
            "tokenrelay.issuer.default.secret-file",
            "tokenrelay.issuer.default.audiences",
            "tokenrelay.issuer.default.typ",
            "tokenrelay.issuer.default.introspection-client-id",
            "tokenrelay.issuer.default.introspection-client-secret-file",
            "tokenrelay.jwks.trust-store-file",
            "tokenrelay.jwks.tls-client-cert-file",
            "tokenrelay.crypto.provider-dir",
            "tokenrelay.extension-dir",
            "tokenrelay.service-name",
            "tokenrelay.txn-token.trust-domain",
            "tokenrelay.txn-token.jwks-file",
            "tokenrelay.txn-token.signing-key-file",
            "tokenrelay.txn-token.workload",
            "tokenrelay.txn-token.claims",
            "tokenrelay.exchange.pay.client-id",
            "tokenrelay.exchange.pay.client-secret-file",
            "tokenrelay.exchange.pay.client-key-file",
            "tokenrelay.exchange.pay.audience",
            "tokenrelay.exchange.pay.scope",
            "tokenrelay.context.carry-tasks",
            "tokenrelay.context.drop-tasks",
            "tokenrelay.context.keep-waiting",
            "tokenrelay.log.file");
  }

  @ParameterizedTest
  @MethodSource("namesOfWhatCanBeNonsense")
  void saysWhichValueItIs(String name) {
    assertThat(closed(enforcing().andProperty(name, NONSENSE)))
        .anyMatch(reason -> reason.contains(name) || reason.startsWith("issuer default "));
  }

  @ParameterizedTest
  @MethodSource("names")
  void closesOnASlipInTheName(String name) {
    for (String slip :
        new String[] {
          name.substring(0, name.length() - 1),
          name + 'x',
          name.replaceFirst("tokenrelay", "tokenrealy"),
          name.toUpperCase(java.util.Locale.ROOT),
          name.replaceAll("[.-]", "_"),
        }) {
      assertThat(closed(enforcing().andProperty(slip, "x"))).as(slip).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tokenrelay.required-scopes, a\"b",
    "tokenrelay.algorithms, RS257",
    "tokenrelay.jwks-uri, idp.example",
    "tokenrelay.issuers, default;staff",
    "tokenrelay.issuers, staff",
    "tokenrelay.enabled, yes",
    "tokenrelay.enforce.enabled, no",
    "tokenrelay.instrumentation.default-enabled, no",
    "tokenrelay.instrumentation.tomcat.enabled, flase",
    "tokenrelay.enforce.rules, admni",
    "tokenrelay.enforce.rule.admin.methods, PSOT",
    "tokenrelay.config-file, /absent.properties",
    "tokenrelay.enforce.reelm, shop",
  })
  void closesOnEachThatOpenedTheDoorOnce(String name, String text) {
    assertThat(closed(enforcing().andProperty(name, text))).isNotEmpty();
  }

  /** It may have been cut before the line that asks for enforcement. */
  @ParameterizedTest
  @ValueSource(strings = {"deny=a,\\\n", "deny=\\", "deny=a,", "deny="})
  void closesOnAFileThatIsCutWithinItsLastLine(String end, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("relay.properties");
    Given inFile = Given.property("tokenrelay.config-file", file.toString());
    inFile.andProperty("tokenrelay.issuer", "https://idp.example");
    String line = "tokenrelay.propagation." + end;
    for (String mode :
        new String[] {"", "tokenrelay.mode=enforce\n", "tokenrelay.mode=observe\n"}) {
      Files.write(file, (mode + line).getBytes(StandardCharsets.UTF_8));
      assertThat(inFile.config().problems())
          .singleElement()
          .asString()
          .contains(" may have been cut short: its last line ");
      assertThat(closed(inFile).isEmpty()).as(mode).isEqualTo(mode.contains("observe"));
      assertThat(Policies.of(inFile.config()).problems())
          .as("it may name more hosts that get no token")
          .singleElement()
          .asString()
          .contains("nothing is relayed until this is fixed");
    }
    Files.write(file, line.getBytes(StandardCharsets.UTF_8));
    assertThat(closed(inFile.andAgentArguments("mode=observe")))
        .as("the file counts more")
        .isNotEmpty();
    assertThat(closed(inFile.andProperty("tokenrelay.mode", "observe"))).isEmpty();
    assertThat(closed(enforcing().andProperty("tokenrelay.config-file", file.toString())))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"enforce", "enforce-present", "enforced", "strict"})
  void closesWithoutAnyIssuer(String mode) {
    assertThat(closed(Given.property("tokenrelay.mode", mode))).isNotEmpty();
  }

  @Test
  void closesWhenOneIssuerOfSeveralIsWrong() {
    assertThat(
            closed(
                enforcing()
                    .andProperty("tokenrelay.issuers", "staff")
                    .andProperty("tokenrelay.issuer.staff.uri", "https://staff.example")
                    .andProperty("tokenrelay.issuer.staff.algorithms", "RS257")))
        .anyMatch(reason -> reason.contains("tokenrelay.issuer.staff.algorithms"));
  }

  @Test
  void closesOnAWrongRuleThoughTheModeIsNotSet() {
    assertThat(
            closed(
                Given.property("tokenrelay.issuer", "https://idp.example")
                    .andProperty("tokenrelay.enforce.rules", "admin")
                    .andProperty("tokenrelay.enforce.rule.admin.methods", "PSOT")))
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("names")
  void neverClosesWhereNothingIsToBeEnforced(String name) {
    if (name.equals("tokenrelay.mode") || name.equals("tokenrelay.config-file")) {
      return; // they may say that something is
    }
    assertThat(
            closed(
                Given.property("tokenrelay.issuer", "https://idp.example")
                    .andProperty("tokenrelay.mode", "observe")
                    .andProperty(name, NONSENSE)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"tokenrelay.revocation,introspection", "tokenrelay.verification,introspection"})
  void closesWhereEveryTokenWaitsForAQuestionThatNobodyCanAsk(String name, String text) {
    assertThat(closed(enforcing().andProperty(name, text)))
        .singleElement()
        .asString()
        .contains("tokenrelay.introspection-client-id");
    assertThat(
            closed(
                enforcing()
                    .andProperty(name, text)
                    .andProperty("tokenrelay.introspection-uri", "https://idp.example/ask")))
        .isEmpty();
  }

  @Test
  void staysOpenToTokensWhereAllIsRight() {
    Policies policies = Policies.of(enforcing().config());

    assertThat(policies.closedBecause()).isEmpty();
    assertThat(policies.inbound().mode()).isEqualTo(InboundPolicy.Mode.ENFORCE);
  }

  /** With a rule, so that the properties of one mean something. */
  private static Given enforcing() {
    return Given.property("tokenrelay.mode", "enforce")
        .andProperty("tokenrelay.issuer", "https://idp.example")
        .andProperty("tokenrelay.enforce.rules", "admin")
        .andProperty("tokenrelay.enforce.rule.admin.paths", "/admin/**")
        .andProperty("tokenrelay.exchanges", "pay")
        .andProperty("tokenrelay.exchange.pay.match", "pay.example")
        .andProperty("tokenrelay.exchange.pay.client-id", "orders");
  }

  private static List<String> closed(Given given) {
    Config config = given.config();
    Policies policies = Policies.of(config);
    List<String> reasons = policies.closedBecause();
    assertThat(policies.inbound().isClosed()).isEqualTo(!reasons.isEmpty());
    return reasons;
  }

  private static String of(Property<?> property) {
    if (property.scope().prefix().equals("tokenrelay.issuer.")) {
      return "default";
    }
    if (property.scope().prefix().equals("tokenrelay.exchange.")) {
      return "pay";
    }
    return property.scope().prefix().equals("tokenrelay.enforce.rule.") ? "admin" : "tomcat";
  }
}
