package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Definitions;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.main.config.Layers;
import io.tokenrelay.agent.main.config.Property;
import io.tokenrelay.agent.main.config.Rule;
import io.tokenrelay.agent.main.config.Values;
import io.tokenrelay.agent.main.log.MaskedUrls;
import io.tokenrelay.agent.main.log.Redacted;
import io.tokenrelay.agent.relay.AccessRules;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.IntrospectingTokenVerifier;
import io.tokenrelay.agent.verify.VerifierSettings;
import io.tokenrelay.agent.verify.issuer.KeyCheck;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The command {@code check}: what would the agent do here? Prints the effective configuration with
 * the source of each value, fetches every issuer's keys, and ends with one line for each thing that
 * is wrong. Run it with the properties, environment and machine of the service.
 */
final class Check {
  private final PrintStream out;
  private final PrintStream err;

  Check(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * @param arguments what could stand behind the jar's name on the command line of a service, each
   *     {@code name=value}
   */
  int run(String... arguments) {
    for (String argument : arguments) {
      if (argument.indexOf('=') < 1) {
        err.println(Redacted.text(MaskedUrls.value(argument)) + " is not name=value; try --help");
        return Cli.MISUSED;
      }
    }
    return run(Layers.ofProcess(String.join(";", arguments)));
  }

  int run(Layers layers) {
    Config config = Config.read(layers, new Instrumentations(Check.class.getClassLoader()));
    Policies policies = Policies.of(config);
    List<String> problems = new ArrayList<>(config.problems());
    problems.addAll(policies.problems());
    print(config);
    if (config.issuers().isEmpty()) {
      problems.add(StartLine.withoutIssuer(config));
    }
    List<String> closed = policies.closedBecause();
    checkKeys(config, problems);
    for (String line : Advisories.of(config)) {
      out.println("note: " + Redacted.text(line));
    }
    for (String problem : problems) {
      out.println("wrong: " + Redacted.text(problem));
    }
    if (config.wantsEnforcement()) {
      printDoor(config, closed);
    }
    if (problems.isEmpty()) {
      out.println("all is well");
    }
    return problems.isEmpty() ? Cli.GOOD : Cli.BAD;
  }

  private void printDoor(Config config, List<String> closed) {
    if (config.isSwitchedOff()) {
      out.println("note: " + StartLine.openSinceDisabled());
    } else if (!config.get(Definitions.ENFORCE_ENABLED)) {
      out.println("note: " + EnforcementSwitch.OPEN);
    } else if (!closed.isEmpty()) {
      out.println("closed: " + Redacted.text(StartLine.closed(closed)));
    }
  }

  private void print(Config config) {
    out.println("TokenRelay " + Version.get());
    for (Property<?> property : config.values().properties()) {
      print(property.fullName(), property, config.values());
    }
    for (Issuer issuer : config.issuers()) {
      for (Property<?> property : issuer.values().properties()) {
        print(issuer.nameOf(property), property, issuer.values());
      }
    }
    for (Rule rule : config.rules()) {
      for (Property<?> property : rule.values().properties()) {
        print(rule.nameOf(property), property, rule.values());
      }
    }
  }

  private void print(String name, Property<?> property, Values values) {
    String shown = values.shown(property);
    if (shown != null && !shown.isEmpty()) {
      out.println(
          String.format(Locale.ROOT, "  %-48s %s (%s)", name, shown, values.source(property)));
    }
  }

  private void checkKeys(Config config, List<String> problems) {
    if (!config.get(Definitions.ENABLED)) {
      out.println("note: " + StartLine.disabled(config));
    }
    VerifierSettings settings = Verification.settings(config, AccessRules.NONE);
    for (KeyCheck keys : CachingTokenVerifier.check(settings)) {
      if (keys.isGood()) {
        out.println(Redacted.text(keys.toString()));
      } else {
        problems.add(keys.toString());
      }
    }
    String unused = CachingTokenVerifier.loadProvider(settings);
    if (unused != null) {
      problems.add(unused);
    }
    out.println("signatures are verified by: " + CachingTokenVerifier.signatureProviders());
    if (Verification.asks(config)) {
      problems.addAll(IntrospectingTokenVerifier.check(settings));
    }
  }
}
