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
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.util.ArrayList;
import java.util.List;

/** What is valid, but an operator should reconsider: one line each, with the property. */
public final class Advisories {
  private Advisories() {}

  public static List<String> of(Config config) {
    List<String> lines = new ArrayList<>();
    addOfAudiences(config, lines);
    addOfPlainHttp(config, lines);
    addOfRules(config, lines);
    if (config.get(InboundProperties.MODE) != Mode.OBSERVE) {
      lines.addAll(ofMisleadingSettings(config));
    }
    if (!config.wantsEnforcement()) { // otherwise it is a problem
      lines.addAll(ofIssuersThatCannotBeAsked(config));
    }
    addOfOpaqueTokens(config, lines);
    addOfDestinations(config, lines);
    return lines;
  }

  private static void addOfAudiences(Config config, List<String> lines) {
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
  }

  private static void addOfPlainHttp(Config config, List<String> lines) {
    for (Issuer issuer : config.issuers()) {
      String line = PlainHttp.of(issuer);
      if (line != null) {
        lines.add(line);
      }
    }
  }

  /** Access rules that the mode does not enforce, or not for every request. */
  private static void addOfRules(Config config, List<String> lines) {
    if (config.rules().isEmpty()) {
      return;
    }
    Mode mode = config.get(InboundProperties.MODE);
    if (mode == Mode.ENFORCE_PRESENT) {
      lines.add(
          InboundProperties.MODE
              + "=enforce-present: requests without a token are served, whatever "
              + AccessProperties.RULES
              + " say; set "
              + InboundProperties.MODE
              + "=enforce to apply them to every request");
    }
    if (mode == Mode.OBSERVE && !config.isSet(InboundProperties.MODE)) {
      lines.add(
          AccessProperties.RULES
              + " are watched but not enforced, since "
              + InboundProperties.MODE
              + " is not set; set it to enforce, or to observe if this is intended");
    }
  }

  private static void addOfOpaqueTokens(Config config, List<String> lines) {
    if (VerifierSettings.introspects(config.values())
        && !VerifierSettings.introspectsEveryJwt(config.values())
        && !canAnyBeAsked(config)) {
      lines.add(
          InboundProperties.CAPTURE_OPAQUE
              + "=introspect, but no issuer can be asked: set "
              + IssuerProperties.INTROSPECTION_CLIENT_ID.shortName()
              + " and the properties that belong to it");
    }
  }

  private static void addOfDestinations(Config config, List<String> lines) {
    DestinationMode mode = config.get(DestinationProperties.DESTINATIONS);
    if (mode == DestinationMode.LISTED && !config.isSet(DestinationProperties.ALLOW)) {
      lines.add(
          DestinationProperties.DESTINATIONS
              + "=listed, and "
              + DestinationProperties.ALLOW
              + " is not set: no call will ever get a token; list the destinations that may have"
              + " it");
    }
    if (mode == DestinationMode.ALL) {
      lines.add(
          DestinationProperties.DESTINATIONS
              + "=all: strangers get the token too; trusted, or listed with "
              + DestinationProperties.ALLOW
              + ", is safer");
    }
  }

  /** What enforces less, or more, than it may seem to. */
  private static List<String> ofMisleadingSettings(Config config) {
    List<String> lines = new ArrayList<>();
    if (config.get(RelayProperties.DRY_RUN)) {
      lines.add(
          RelayProperties.DRY_RUN
              + "=true affects outbound calls only: requests are still rejected, as "
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
                + " names paths of "
                + InboundProperties.EXCLUDE_PATHS
                + ", where nothing is rejected: the rule has no effect there");
      }
    }
    return lines;
  }

  /**
   * Issuers whose tokens must be introspected, but that cannot be asked. If requests are rejected,
   * a configuration that lets nobody in is a mistake.
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
