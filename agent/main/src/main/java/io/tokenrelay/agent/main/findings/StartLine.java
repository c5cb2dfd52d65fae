package io.tokenrelay.agent.main.findings;

import io.tokenrelay.agent.config.Words;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.main.status.Version;
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
        + " weaves nothing: "
        + (config.problems().isEmpty()
            ? withoutAnyIssuer()
            : "no issuer can be used, as said above; " + setTheIssuer());
  }

  static String withoutAnyIssuer() {
    return "no issuer is configured; " + setTheIssuer();
  }

  private static String setTheIssuer() {
    return "set " + IssuerProperties.URI.shortName() + " to the exact iss of the tokens to relay";
  }

  /** Logged if nothing is woven although something was to be enforced. */
  static String openSinceDisabled() {
    return "the door is open: "
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
    return "every request is answered 503, since enforcement is, or may be, wanted and the"
        + " configuration cannot be honoured: "
        + reasons.get(0)
        + (reasons.size() > 1 ? " (and " + (reasons.size() - 1) + " more, said above)" : "")
        + "; put it right, or open the door with "
        + InboundProperties.ENFORCE_ENABLED
        + "=false";
  }

  /** Logged if no server can be woven although something was to be enforced. */
  public static String withoutServers() {
    return "the door is open: enforcement is configured, and every instrumentation of a server is"
        + " switched off; see "
        + AgentProperties.INSTRUMENTATION_DEFAULT_ENABLED
        + " and "
        + AgentProperties.INSTRUMENTATION_ENABLED;
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
