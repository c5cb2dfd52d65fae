package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Definitions;
import io.tokenrelay.agent.main.config.Issuer;
import java.util.ArrayList;
import java.util.List;

/** What is allowed, but an operator should think about: one line each, with the property. */
final class Advisories {
  private Advisories() {}

  static List<String> of(Config config) {
    List<String> lines = new ArrayList<>();
    for (Issuer issuer : config.issuers()) {
      if (issuer.list(Definitions.AUDIENCES).isEmpty()) {
        lines.add(
            "issuer "
                + issuer.name()
                + ": tokens for any audience are accepted; set "
                + issuer.nameOf(Definitions.AUDIENCES)
                + " to the names of this service");
      }
    }
    if (config.get(Definitions.DESTINATIONS).equals("all")) {
      lines.add(
          Definitions.DESTINATIONS
              + "=all: strangers get the token, too; trusted, or listed with "
              + Definitions.ALLOW
              + ", is safer");
    }
    return lines;
  }
}
