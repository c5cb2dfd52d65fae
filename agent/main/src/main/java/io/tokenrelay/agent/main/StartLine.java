package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Definitions;
import io.tokenrelay.agent.main.config.Issuer;

/** The one line that the agent says at start. */
final class StartLine {
  private StartLine() {}

  static String disabled(Config config) {
    return name()
        + " is disabled: "
        + Definitions.ENABLED
        + '='
        + config.get(Definitions.ENABLED)
        + " ("
        + config.values().source(Definitions.ENABLED)
        + ')';
  }

  static String withoutIssuer(Config config) {
    return name()
        + " weaves nothing: no issuer "
        + (config.problems().isEmpty() ? "is configured" : "can be used, as said above")
        + "; set "
        + Definitions.ISSUER_URI.shortName()
        + " to the exact iss of the tokens to relay";
  }

  static String started(Config config, int instrumentations, int rules, int jdkClasses) {
    StringBuilder issuers = new StringBuilder();
    for (Issuer issuer : config.issuers()) {
      issuers.append(issuers.length() == 0 ? "" : ", ").append(issuer);
    }
    return name()
        + ": mode "
        + config.get(Definitions.MODE)
        + (config.get(Definitions.DRY_RUN) ? " (dry run)" : "")
        + ", issuers "
        + issuers
        + ", destinations "
        + config.get(Definitions.DESTINATIONS)
        + ", "
        + instrumentations
        + " instrumentations with "
        + rules
        + " rules, "
        + jdkClasses
        + " JDK classes";
  }

  private static String name() {
    return "TokenRelay " + Version.get();
  }
}
