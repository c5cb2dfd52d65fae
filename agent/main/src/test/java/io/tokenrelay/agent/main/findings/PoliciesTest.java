package io.tokenrelay.agent.main.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.agent.relay.InboundPolicy;
import io.tokenrelay.agent.relay.RelayPolicy;
import io.tokenrelay.agent.relay.RelayProperties;
import io.tokenrelay.agent.relay.access.AccessRules;
import io.tokenrelay.agent.relay.destination.DestinationMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
  @ParameterizedTest
  @ValueSource(strings = {"authorization", "Txn-Token", "X-Caller"})
  void saysThatBalancersNeedAHeaderOfTheirOwn(String header) {
    Given given =
        Given.property("tokenrelay.issuer", "https://idp.example")
            .andProperty("tokenrelay.propagation.header", "X-Caller")
            .andProperty("tokenrelay.propagation.affinity-header", header);
    assertThat(policies(given).problems())
        .anyMatch(line -> line.contains("tokenrelay.propagation.affinity-header"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "jwks-file=/a                                       | tokenrelay.txn-token.trust-domain is not",
        "trust-domain=x                                     | neither tokenrelay.txn-token.jwks-uri nor",
        "trust-domain=x source=mint                         | tokenrelay.txn-token.signing-key-file is not",
        "trust-domain=x source=mint lifetime=11m           | tokenrelay.txn-token.lifetime is longer than",
        "trust-domain=x jwks-file=/a header=Authorization   | tokenrelay.txn-token.header is Authorization",
      })
  void saysWhatIsWrongWithTransactionTokens(String set, String problem) {
    Given given =
        Given.property("tokenrelay.issuer", "https://idp.example")
            .andProperty("tokenrelay.txn-token.enabled", "true");
    for (String each : set.trim().split(" +")) {
      int equals = each.indexOf('=');
      given =
          given.andProperty(
              "tokenrelay.txn-token." + each.substring(0, equals), each.substring(equals + 1));
    }
    assertThat(policies(given).problems()).anyMatch(line -> line.contains(problem.trim()));
  }

  @Test
  void handsOnWhatIsSet() {
    Policies policies =
        policies(
            Given.property("tokenrelay.mode", "enforce-present")
                .andProperty("tokenrelay.issuer", "https://idp.example")
                .andProperty("tokenrelay.dry-run", "true")
                .andProperty("tokenrelay.propagation.destinations", "listed")
                .andProperty("tokenrelay.propagation.allow", "*.orders.example,10.0.0.0/8")
                .andProperty("tokenrelay.propagation.guards.disable", "metadata,bound")
                .andProperty("tokenrelay.propagation.header", "X-Caller")
                .andProperty("tokenrelay.propagation.existing", "alternate-header")
                .andProperty("tokenrelay.propagation.min-remaining", "5s")
                .andProperty("tokenrelay.context.detached", "request"));

    assertThat(policies.problems()).isEmpty();
    assertThat(policies.inbound().mode()).isEqualTo(InboundPolicy.Mode.ENFORCE_PRESENT);
    Values set =
        Values.defaults()
            .with(RelayProperties.DRY_RUN, true)
            .with(RelayProperties.HEADER, "X-Caller")
            .with(RelayProperties.EXISTING, RelayPolicy.Existing.ALTERNATE_HEADER)
            .with(RelayProperties.MIN_REMAINING, Duration.ofSeconds(5))
            .with(RelayProperties.DETACHED, RelayPolicy.Detached.REQUEST);
    assertThat(policies.relay())
        .usingRecursiveComparison()
        .ignoringFields("destinations")
        .isEqualTo(RelayPolicy.of(set));
    assertThat(policies.relay().destinations().mode()).isEqualTo(DestinationMode.LISTED);
  }

  @Test
  void startsWithAnIssuerWhosePortIsMissing() {
    for (String property : new String[] {"jwks-uri", "introspection-uri", "status-lists"}) {
      Policies policies =
          policies(
              Given.property("tokenrelay.issuer", "https://idp.example")
                  .andProperty("tokenrelay." + property, "https://idp.example:/x"));

      assertThat(policies.problems())
          .singleElement()
          .asString()
          .startsWith("issuer default: ")
          .contains("https://idp.example:/x");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tokenrelay.propagation.allow, https://",
    "tokenrelay.propagation.boundary.cidrs, 10.0.0.0/99",
    "tokenrelay.propagation.header, X Caller",
    "tokenrelay.capture.sources, query:access_token",
    "tokenrelay.propagation.header, Cookie",
    "tokenrelay.propagation.scheme, two words",
    "tokenrelay.enforce.realm, a\"b",
    "tokenrelay.propagation.existing, alternate-header",
  })
  void saysInOneLineWhatTheDomainRefuses(String name, String text) {
    Policies policies = policies(Given.property(name, text));

    assertThat(policies.problems())
        .singleElement()
        .asString()
        .startsWith(name + ": ")
        .matches(".+; (the property is ignored|preserve is used)");
    assertThat(policies.relay())
        .usingRecursiveComparison()
        .ignoringFields("destinations")
        .isEqualTo(RelayPolicy.of(Values.defaults()));
  }

  @Test
  void relaysNothingWhenTheDenyListCannotBeRead() {
    Policies policies = policies(Given.property("tokenrelay.propagation.deny", "https://"));

    assertThat(policies.relay().destinations().mode()).isEqualTo(DestinationMode.OFF);
    assertThat(policies.problems())
        .singleElement()
        .asString()
        .endsWith("; nothing is relayed until this is fixed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "paths | /admin/{id} | '/admin/{id}' is not a path | the rule applies everywhere",
        "methods | G?T | 'G?T' is not an HTTP method | the rule applies to all methods",
        "required-scopes | a\"b | 'a\"b' is not a scope | no token meets the rule",
        "required-claims | =x | '=x' is not a claim | no token meets the rule",
      })
  void makesARuleThatItCannotReadStricter(
      String property, String text, String problem, String instead) {
    String name = "tokenrelay.enforce.rule.admin." + property;
    Policies policies =
        policies(Given.property("tokenrelay.enforce.rules", "admin").andProperty(name, text));

    assertThat(policies.problems())
        .singleElement()
        .asString()
        .startsWith(name + ": " + problem)
        .endsWith("; " + instead + " until this is fixed");
    assertThat(policies.rules()).isNotSameAs(AccessRules.NONE);
  }

  @Test
  void readsTheAccessRules() {
    Given given =
        Given.property("tokenrelay.enforce.rules", "orders,admin")
            .andProperty("tokenrelay.enforce.rule.orders.paths", "/orders/**, shop.Orders")
            .andProperty("tokenrelay.enforce.rule.orders.methods", "POST,PUT")
            .andProperty("tokenrelay.enforce.rule.orders.required-scopes", "orders:write")
            .andProperty("tokenrelay.enforce.rule.admin.paths", "/admin/**")
            .andProperty(
                "tokenrelay.enforce.rule.admin.required-claims", "/realm_access/roles=admin");

    assertThat(policies(given).problems()).isEmpty();
    assertThat(given.config().problems()).isEmpty();
    assertThat(policies(given).rules()).isNotSameAs(AccessRules.NONE);
    assertThat(policies(Given.nothing()).rules()).isSameAs(AccessRules.NONE);
  }

  @Test
  void takesAnIssuerThatIsNoUrl() {
    assertThat(
            policies(
                    Given.property("tokenrelay.issuer", "accounts")
                        .andProperty("tokenrelay.jwks-file", "/keys.json"))
                .problems())
        .isEmpty();
  }

  private static Policies policies(Given given) {
    return Policies.of(given.config());
  }
}
