package io.tokenrelay.agent.main.findings;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.config.Words;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.relay.InboundPolicy.Mode;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.RelayProperties;
import io.tokenrelay.agent.relay.access.AccessProperties;
import io.tokenrelay.agent.relay.access.AccessRule;
import io.tokenrelay.agent.relay.access.RuleProperties;
import io.tokenrelay.agent.relay.destination.DestinationMode;
import io.tokenrelay.agent.relay.destination.DestinationProperties;
import io.tokenrelay.agent.verify.VerifierSettings;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import java.util.ArrayList;
import java.util.List;

/** What is allowed, but an operator should think about: one line each, with the property. */
public final class Advisories {
  private Advisories() {}

  public static List<String> of(Config config) {
    List<String> lines = new ArrayList<>();
    for (Issuer issuer : config.issuers()) {
      if (issuer.values().list(IssuerProperties.AUDIENCES).isEmpty()) {
        lines.add(
            "issuer "
                + issuer.name()
                + ": tokens for any audience are accepted; set "
                + issuer.values().nameOf(IssuerProperties.AUDIENCES)
                + " to the names of this service");
      }
    }
    if (config.get(InboundProperties.MODE) == Mode.ENFORCE_PRESENT && !config.rules().isEmpty()) {
      lines.add(
          InboundProperties.MODE
              + "=enforce-present: requests without a token are served, and not held to "
              + AccessProperties.RULES
              + "; set "
              + InboundProperties.MODE
              + "=enforce to hold everybody to them");
    }
    if (config.get(InboundProperties.MODE) == Mode.OBSERVE
        && !config.isSet(InboundProperties.MODE)
        && !config.rules().isEmpty()) {
      lines.add(
          AccessProperties.RULES
              + " are watched, and nobody is held to them, since "
              + InboundProperties.MODE
              + " is not set; set it to enforce, or to observe if that is meant");
    }
    if (config.get(InboundProperties.MODE) != Mode.OBSERVE) {
      lines.addAll(ofWhatHoldsNobody(config));
    }
    if (!config.wantsEnforcement()) { // else it is a problem
      lines.addAll(ofIssuersThatCannotBeAsked(config));
    }
    if (VerifierSettings.introspects(config.values())
        && !VerifierSettings.introspectsEveryJwt(config.values())
        && !canAnyBeAsked(config)) {
      lines.add(
          InboundProperties.CAPTURE_OPAQUE
              + "=introspect, but no issuer can be asked: set "
              + IssuerProperties.INTROSPECTION_CLIENT_ID.shortName()
              + " and what belongs to it");
    }
    if (config.get(DestinationProperties.DESTINATIONS) == DestinationMode.LISTED
        && !config.isSet(DestinationProperties.ALLOW)) {
      lines.add(
          DestinationProperties.DESTINATIONS
              + "=listed, and "
              + DestinationProperties.ALLOW
              + " is not set: no call will ever get a token; list those that may have it");
    }
    if (config.get(DestinationProperties.DESTINATIONS) == DestinationMode.ALL) {
      lines.add(
          DestinationProperties.DESTINATIONS
              + "=all: strangers get the token, too; trusted, or listed with "
              + DestinationProperties.ALLOW
              + ", is safer");
    }
    return lines;
  }

  /** What is enforced less, or more, than one might take it for. */
  private static List<String> ofWhatHoldsNobody(Config config) {
    List<String> lines = new ArrayList<>();
    if (config.get(RelayProperties.DRY_RUN)) {
      lines.add(
          RelayProperties.DRY_RUN
              + "=true is about outbound calls alone: requests are rejected all the same, as "
              + InboundProperties.MODE
              + '='
              + Words.word(config.get(InboundProperties.MODE))
              + " says; set it to observe to reject none");
    }
    for (Values rule : config.rules()) {
      if (AccessRule.isAboutExemptPaths(
          rule, config.values().get(InboundProperties.EXCLUDE_PATHS))) {
        lines.add(
            rule.nameOf(RuleProperties.PATHS)
                + " names what is in "
                + InboundProperties.EXCLUDE_PATHS
                + ", where nothing is rejected: nobody is held to the rule there");
      }
    }
    return lines;
  }

  /**
   * Those whose tokens are trusted only after a question that nobody can ask. Where requests are
   * rejected, a configuration by which nobody can be let in is a mistake.
   */
  static List<String> ofIssuersThatCannotBeAsked(Config config) {
    List<String> lines = new ArrayList<>();
    if (VerifierSettings.introspectsEveryJwt(config.values())) {
      for (Issuer issuer : config.issuers()) {
        if (!canBeAsked(issuer)) {
          lines.add(
              "issuer "
                  + issuer.name()
                  + ": none of its tokens can be verified, as it cannot be asked about them; set "
                  + issuer.values().nameOf(IssuerProperties.INTROSPECTION_CLIENT_ID));
        }
      }
    }
    return lines;
  }

  private static boolean canAnyBeAsked(Config config) {
    for (Issuer issuer : config.issuers()) {
      if (canBeAsked(issuer)) {
        return true;
      }
    }
    return false;
  }

  private static boolean canBeAsked(Issuer issuer) {
    return issuer.values().find(IssuerProperties.INTROSPECTION_URI) != null
        || issuer.values().find(IssuerProperties.INTROSPECTION_CLIENT_ID) != null;
  }
}
