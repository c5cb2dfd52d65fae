package io.tokenrelay.agent.main.findings;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.relay.ExchangeProperties;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the properties of each exchange, taken together. */
final class ExchangeFindings {
  private ExchangeFindings() {}

  /** One line for each; empty when all is well. */
  static List<String> problems(Config config) {
    List<String> problems = new ArrayList<>();
    for (Values exchange : config.exchanges()) {
      if (!exchange.isSet(ExchangeProperties.MATCH)
          && !exchange.isRefused(ExchangeProperties.MATCH)) {
        problems.add(
            exchange.nameOf(ExchangeProperties.MATCH) + " is not set: nothing is exchanged there");
      }
      if (exchange.find(ExchangeProperties.CLIENT_ID) == null) {
        problems.add(
            exchange.nameOf(ExchangeProperties.CLIENT_ID)
                + " is not set: nothing can be exchanged there, and calls go without a token");
      }
      if (exchange.find(ExchangeProperties.CLIENT_SECRET_FILE) != null
          && exchange.find(ExchangeProperties.CLIENT_KEY_FILE) != null) {
        problems.add(
            exchange.nameOf(ExchangeProperties.CLIENT_SECRET_FILE)
                + " is not used, since "
                + exchange.nameOf(ExchangeProperties.CLIENT_KEY_FILE)
                + " is set");
      }
      String issuer = exchange.find(ExchangeProperties.ISSUER);
      if (issuer != null && !isKnown(issuer, config)) {
        problems.add(
            exchange.nameOf(ExchangeProperties.ISSUER)
                + " is not the iss of a configured issuer: no exchanged token can be verified");
      }
    }
    return problems;
  }

  private static boolean isKnown(String iss, Config config) {
    for (Issuer issuer : config.issuers()) {
      if (issuer.uri().equals(iss)) {
        return true;
      }
    }
    return false;
  }
}
