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
    if (config.get(Definitions.MODE).equals("enforce-present") && !config.rules().isEmpty()) {
      lines.add(
          Definitions.MODE
              + "=enforce-present: requests without a token are served, and not held to "
              + Definitions.RULES
              + "; set "
              + Definitions.MODE
              + "=enforce to hold everybody to them");
    }
    if (config.get(Definitions.MODE).equals("observe")
        && !config.isSet(Definitions.MODE)
        && !config.rules().isEmpty()) {
      lines.add(
          Definitions.RULES
              + " are watched, and nobody is held to them, since "
              + Definitions.MODE
              + " is not set; set it to enforce, or to observe if that is meant");
    }
    if (Verification.asks(config)) {
      addUnasked(config, lines);
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

  /** Opaque tokens need one issuer that can be asked; JWTs need their own. */
  private static void addUnasked(Config config, List<String> lines) {
    boolean asked = false;
    for (Issuer issuer : config.issuers()) {
      boolean can =
          issuer.values().find(Definitions.INTROSPECTION_URI) != null
              || issuer.values().find(Definitions.INTROSPECTION_CLIENT_ID) != null;
      asked |= can;
      if (!can && Verification.asksAboutEveryJwt(config)) {
        lines.add(
            "issuer "
                + issuer.name()
                + ": none of its tokens can be verified, as it cannot be asked about them; set "
                + issuer.nameOf(Definitions.INTROSPECTION_CLIENT_ID));
      }
    }
    if (!asked && !Verification.asksAboutEveryJwt(config)) {
      lines.add(
          Definitions.CAPTURE_OPAQUE
              + "=introspect, but no issuer can be asked: set "
              + "tokenrelay.introspection-client-id and what belongs to it");
    }
  }
}
