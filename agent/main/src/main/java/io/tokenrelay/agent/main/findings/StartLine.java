package io.tokenrelay.agent.main.findings;

import io.tokenrelay.agent.config.Source;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.config.Words;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.main.config.Version;
import io.tokenrelay.agent.relay.InboundPolicy;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.RelayProperties;
import io.tokenrelay.agent.relay.destination.DestinationProperties;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import java.util.List;

/** The one line that the agent logs at start. */
public final class StartLine {
  private StartLine() {}

  public static String disabled(Config config) {
    return name()
        + " is disabled: "
        + AgentProperties.ENABLED
        + '='
        + config.get(AgentProperties.ENABLED)
        + " ("
        + config.values().source(AgentProperties.ENABLED)
        + ')';
  }

  static String withoutIssuer(Config config) {
    return name()
        + " does nothing: "
        + (namesAnIssuer(config) ? "no issuer can be used; " + setTheIssuer() : withoutAnyIssuer());
  }

  /** Whether one is set at all; then a line of its own says why it cannot be used. */
  private static boolean namesAnIssuer(Config config) {
    for (Values values : config.allValues()) {
      if (values.properties().contains(IssuerProperties.URI)) {
        return true;
      }
    }
    return config.values().source(IssuerProperties.ISSUERS) != Source.DEFAULT;
  }

  static String withoutAnyIssuer() {
    return "no issuer is configured; " + setTheIssuer();
  }

  private static String setTheIssuer() {
    return "set " + IssuerProperties.URI.shortName() + " to the exact iss of the tokens to relay";
  }

  /** Logged if nothing is woven although something was to be enforced. */
  static String openSinceDisabled() {
    return "nothing is enforced: "
        + AgentProperties.ENABLED
        + "=false, and requests are served whatever token they bring, though enforcement is"
        + " configured; set it to true";
  }

  /**
   * Logged if the configuration cannot be honoured.
   *
   * @param reasons the problems; each has been logged on a line of its own
   */
  public static String closed(List<String> reasons) {
    return "every request is answered 503, since enforcement is configured, or may be, and the"
        + " configuration cannot be applied ("
        + reasons.get(0)
        + (reasons.size() > 1 ? ", and " + (reasons.size() - 1) + " more" : "")
        + "): correct it and restart the service, or set "
        + InboundProperties.ENFORCE_ENABLED
        + "=false to serve requests unverified";
  }

  /** Logged if no server can be woven although something was to be enforced. */
  public static String withoutServers() {
    return "nothing is enforced: enforcement is configured, but every instrumentation of a server"
        + " is switched off; see "
        + AgentProperties.INSTRUMENTATION_DEFAULT_ENABLED
        + " and "
        + AgentProperties.INSTRUMENTATION_ENABLED;
  }

  /** Logged if enforcement has begun at run time, and no woven server is in use. */
  public static String enforcedTooLate() {
    return "nothing is enforced: "
        + InboundProperties.MODE
        + " was changed while the service runs, and it has no server that TokenRelay guards;"
        + " restart it with this mode, which guards others as well as can be";
  }

  /** {@code closed}, or the value of {@code tokenrelay.mode}. */
  public static String mode(Config config, boolean closed) {
    return closed ? "closed" : Words.word(config.get(InboundProperties.MODE));
  }

  public static String started(
      Config config, boolean closed, int instrumentations, int rules, int jdkClasses) {
    StringBuilder issuers = new StringBuilder();
    for (Issuer issuer : config.issuers()) {
      issuers.append(issuers.length() == 0 ? "" : ", ").append(issuer);
    }
    return name()
        + ": mode "
        + mode(config, closed)
        + (closed || config.get(InboundProperties.MODE) == InboundPolicy.Mode.OBSERVE
            ? ""
            : " (no server seen yet)")
        + (config.get(RelayProperties.DRY_RUN) ? " (dry run)" : "")
        + ", issuers "
        + (issuers.length() == 0 ? "none" : issuers)
        + ", destinations "
        + Words.word(config.get(DestinationProperties.DESTINATIONS))
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
