package io.tokenrelay.agent.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.agent.relay.DestinationMode;
import io.tokenrelay.agent.relay.InboundPolicy;
import io.tokenrelay.agent.relay.RelayPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest {
  @Test
  void handsOnWhatIsSet() {
    Policies policies =
        policies(
            Given.property("tokenrelay.mode", "enforce-present")
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
    RelayPolicy relay = policies.relay();
    assertThat(relay.isDryRun()).isTrue();
    assertThat(relay.header()).isEqualTo("X-Caller");
    assertThat(relay.existing()).isEqualTo(RelayPolicy.Existing.ALTERNATE_HEADER);
    assertThat(relay.minRemainingMillis()).isEqualTo(5_000);
    assertThat(relay.detached()).isEqualTo(RelayPolicy.Detached.REQUEST);
    assertThat(relay.destinations().mode()).isEqualTo(DestinationMode.LISTED);
  }

  /** The page tells the defaults of the table, the domain uses its own: they must be the same. */
  @Test
  void hasTheDomainsDefaults() {
    Policies policies = policies(Given.nothing());
    RelayPolicy relay = policies.relay();
    RelayPolicy bare = RelayPolicy.builder().build();

    assertThat(policies.problems()).isEmpty();
    assertThat(policies.inbound().mode()).isEqualTo(InboundPolicy.builder().build().mode());
    assertThat(relay).usingRecursiveComparison().ignoringFields("destinations").isEqualTo(bare);
    assertThat(relay.destinations().mode()).isEqualTo(bare.destinations().mode());
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
        .matches(".+; (it is ignored|preserve is used)");
    assertThat(policies.relay().header()).isEqualTo("Authorization");
  }

  @Test
  void relaysNothingWhenTheDenyListCannotBeRead() {
    Policies policies = policies(Given.property("tokenrelay.propagation.deny", "https://"));

    assertThat(policies.relay().destinations().mode()).isEqualTo(DestinationMode.OFF);
    assertThat(policies.problems())
        .singleElement()
        .asString()
        .endsWith("; nothing is relayed until it is put right");
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
