package io.tokenrelay.agent.main;

import io.tokenrelay.agent.config.Layers;
import io.tokenrelay.agent.config.MaskedUrls;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Redacted;
import io.tokenrelay.agent.config.Source;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.findings.Findings;
import io.tokenrelay.agent.main.findings.Findings.Kind;
import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.main.findings.StartLine;
import io.tokenrelay.agent.main.log.LogFile;
import io.tokenrelay.agent.main.status.StatusPort;
import io.tokenrelay.agent.main.status.Version;
import io.tokenrelay.agent.main.weaving.Instrumentations;
import io.tokenrelay.agent.relay.access.AccessRules;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.IntrospectingTokenVerifier;
import io.tokenrelay.agent.verify.SignatureProvider;
import io.tokenrelay.agent.verify.issuer.KeyCheck;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The command {@code check}: what would the agent do here? Prints the properties that are set, with
 * the source of each value, and on request the defaults of all others; fetches every issuer's keys,
 * and ends with one line for each thing that a start would warn about. To be run with the
 * properties and environment of the service, on its machine.
 */
final class Check {
  static final String ALL = "--all";

  private final PrintStream out;
  private final PrintStream err;

  private final ClassLoader loader;

  /**
   * @param loader of the instrumentations
   */
  Check(PrintStream out, PrintStream err, ClassLoader loader) {
    this.out = out;
    this.err = err;
    this.loader = loader;
  }

  /**
   * @param arguments {@code --all}, and what could follow the jar's name on a service's command
   *     line, each {@code name=value}
   */
  int run(String... arguments) {
    List<String> pairs = new ArrayList<>();
    boolean all = false;
    for (String argument : arguments) {
      if (argument.equals(ALL)) {
        all = true;
      } else if (argument.startsWith("-D")) {
        err.println(
            Redacted.text(MaskedUrls.value(argument.split("=", 2)[0]))
                + " is an option of the JVM: put it before -jar, or leave out -D; try --help");
        return Cli.MISUSED;
      } else if (argument.indexOf('=') < 1) {
        err.println(Redacted.text(MaskedUrls.value(argument)) + " is not name=value; try --help");
        return Cli.MISUSED;
      } else {
        pairs.add(argument);
      }
    }
    return run(Config.layers(String.join(";", pairs)), all);
  }

  int run(Layers layers) {
    return run(layers, false);
  }

  /**
   * @param all whether the defaults are printed as well
   */
  int run(Layers layers, boolean all) {
    Instrumentations instrumentations = new Instrumentations(loader);
    Config config = Config.read(layers, instrumentations);
    out.println("TokenRelay " + Version.get());
    print(config, all);
    Findings findings = Findings.of(config, instrumentations);
    if (config.isDisabled()) {
      findings.add(Kind.NOTE, StartLine.disabled(config));
    }
    if (findings.policies() == null) {
      findings.addAll(Kind.WRONG, Policies.of(config).problems());
    }
    String unwritten = LogFile.tried(config);
    if (unwritten != null) {
      findings.add(Kind.WRONG, unwritten);
    }
    int port = config.get(AgentProperties.HTTP_PORT);
    if (port != 0 && !StatusPort.isFree(port)) {
      findings.add(
          Kind.NOTE,
          AgentProperties.HTTP_PORT
              + "="
              + port
              + " is taken now; unless it is this service that is running, choose another");
    }
    checkKeys(config, findings);
    return conclude(findings);
  }

  private int conclude(Findings findings) {
    int notes = print("note: ", findings.of(Kind.NOTE));
    int wrong = print("wrong: ", findings.of(Kind.WRONG));
    wrong += print("error: ", findings.of(Kind.ERROR));
    if (wrong == 0) {
      out.println(
          notes == 0
              ? "all is well"
              : "works, with " + notes + (notes == 1 ? " note above" : " notes above"));
      return notes == 0 ? Cli.GOOD : Cli.NOTED;
    }
    return Cli.BAD;
  }

  private int print(String prefix, List<String> sentences) {
    for (String sentence : sentences) {
      out.println(prefix + Redacted.text(sentence));
    }
    return sentences.size();
  }

  private void print(Config config, boolean all) {
    List<String> set = lines(config, true);
    out.println(set.isEmpty() ? "nothing is set" : "set:");
    for (String line : set) {
      out.println(line);
    }
    out.println(
        all
            ? "not set, with its default:"
            : "everything else has its default; " + ALL + " prints it");
    for (String line : all ? lines(config, false) : Collections.<String>emptyList()) {
      out.println(line);
    }
  }

  /**
   * @param set whether of what is set, or of what has its default
   */
  private static List<String> lines(Config config, boolean set) {
    List<String> lines = new ArrayList<>();
    for (Values values : config.allValues()) {
      for (Property<?> property : values.properties()) {
        Source source = values.source(property);
        String shown = values.shown(property);
        if (set == (source != Source.DEFAULT) && shown != null && !shown.isEmpty()) {
          String name = values.nameOf(property);
          lines.add(String.format(Locale.ROOT, "  %-48s %s (%s)", name, shown, source));
        }
      }
    }
    return lines;
  }

  private void checkKeys(Config config, Findings findings) {
    VerifierSettings settings = Verification.settings(config, AccessRules.NONE);
    for (KeyCheck keys : CachingTokenVerifier.check(settings)) {
      if (keys.isGood()) {
        out.println(Redacted.text(keys.toString()));
      } else {
        findings.add(Kind.WRONG, keys.toString());
      }
      String unused = keys.unused();
      if (unused != null) {
        findings.add(Kind.NOTE, "issuer " + keys.issuer() + ": " + unused);
      }
    }
    String unused = SignatureProvider.load(settings);
    if (unused != null) {
      findings.add(Kind.WRONG, unused);
    }
    out.println("signatures are verified by: " + SignatureProvider.inUse());
    if (VerifierSettings.introspects(config.values())) {
      findings.addAll(Kind.WRONG, IntrospectingTokenVerifier.check(settings));
    }
  }
}
