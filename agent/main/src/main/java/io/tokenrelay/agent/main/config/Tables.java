package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.relay.ExchangeProperties;
import io.tokenrelay.agent.relay.IdentityProperties;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.OwnershipProperties;
import io.tokenrelay.agent.relay.RelayProperties;
import io.tokenrelay.agent.relay.TransactionProperties;
import io.tokenrelay.agent.relay.access.AccessProperties;
import io.tokenrelay.agent.relay.access.RuleProperties;
import io.tokenrelay.agent.relay.destination.DestinationProperties;
import io.tokenrelay.agent.relay.limit.LimitProperties;
import io.tokenrelay.agent.verify.http.HttpProperties;
import io.tokenrelay.agent.verify.introspection.IntrospectionProperties;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.JwksProperties;
import io.tokenrelay.agent.verify.revocation.RevocationProperties;
import io.tokenrelay.agent.verify.settings.VerificationProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All properties, in the order of the page: the tables of all domains. Reading, {@code --help},
 * {@code check} and the page {@code docs/configuration.md} use them; a test fails if a table is
 * missing here, or if page and tables differ.
 */
public final class Tables {
  private Tables() {}

  static List<Table> all() {
    return Arrays.asList(
        AgentProperties.table(),
        InboundProperties.table(),
        IdentityProperties.table(),
        AccessProperties.table(),
        RuleProperties.table(),
        LimitProperties.table(),
        OwnershipProperties.table(),
        RelayProperties.table(),
        DestinationProperties.table(),
        TransactionProperties.table(),
        ExchangeProperties.table(),
        ExchangeProperties.each(),
        IssuerProperties.table(),
        IssuerProperties.each(),
        VerificationProperties.table(),
        JwksProperties.table(),
        HttpProperties.table(),
        RevocationProperties.table(),
        IntrospectionProperties.table(),
        AgentProperties.instrumentations());
  }

  /** Every property, in the order of the page. */
  public static List<Property<?>> properties() {
    List<Property<?>> properties = new ArrayList<>();
    for (Table table : all()) {
      properties.addAll(table.properties());
    }
    return properties;
  }
}
