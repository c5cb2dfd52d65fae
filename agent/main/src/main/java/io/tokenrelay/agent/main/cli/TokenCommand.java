package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.config.Layers;
import io.tokenrelay.agent.main.Verification;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.weaving.Instrumentations;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.Explanation;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code token}: would the agent trust this token, and why? The token comes from
 * standard input alone, since arguments are visible to every user of the machine.
 */
@Command(
    name = "token",
    header = "Explains a token read from standard input: each rule with its verdict.",
    description = {
      "",
      "To be run with the properties and environment of the service. Prints nothing that could be",
      "used in place of the token.",
      "",
    },
    customSynopsis =
        "java [-Dtokenrelay...] -jar tokenrelay-javaagent.jar token [--offline] [--json]",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:valid",
      "1:not valid",
      "2:wrong arguments, or no issuer is configured",
      "3:cannot be verified now"
    })
final class TokenCommand extends Subcommand {
  private final ClassLoader loader;

  @Option(names = "--offline", description = "Fetches nothing, and judges what can be judged so.")
  boolean offline;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  /**
   * @param loader of the instrumentations
   */
  TokenCommand(Terminal terminal, ClassLoader loader) {
    super(terminal);
    this.loader = loader;
  }

  @Override
  public Integer call() {
    return run(Config.layers(null));
  }

  int run(Layers layers) {
    String token;
    try {
      token = TokenInput.read(terminal.in());
    } catch (IOException e) {
      terminal.complain("standard input cannot be read");
      return ExitStatus.MISUSED;
    }
    if (token.isEmpty()) {
      terminal.complain("there is no token on standard input; try token --help");
      return ExitStatus.MISUSED;
    }
    if (Config.read(layers, new Instrumentations(loader)).issuers().isEmpty()) {
      terminal.complain(
          "no issuer can be used: run this with the configuration of the service, as with"
              + " -Dtokenrelay.config-file=...");
      return ExitStatus.MISUSED;
    }
    Explanation explanation = explained(token, layers);
    if (explanation == null) {
      return ExitStatus.UNDECIDED;
    }
    TokenReport report = new TokenReport(explanation);
    if (json) {
      terminal.out().println(report.json());
    } else {
      report.print(terminal);
    }
    return report.exitStatus();
  }

  /** An exception's message may contain the token. */
  private @Nullable Explanation explained(String token, Layers layers) {
    try {
      Config config = Config.read(layers, new Instrumentations(loader));
      int problems = config.problems().size();
      if (problems > 0) {
        terminal.complain(
            "the configuration is not all honoured: check says what is wrong in "
                + problems
                + (problems == 1 ? " place" : " places"));
      }
      return terminal.waiting("asking the issuer ...", () -> explained(token, config));
    } catch (RuntimeException failure) {
      terminal.complain("this is a bug: " + failure.getClass().getName());
      return null;
    }
  }

  private Explanation explained(String token, Config config) {
    VerifierSettings settings = Verification.settings(config);
    Counters counters = new Counters();
    try (CachingTokenVerifier bySignature =
        CachingTokenVerifier.create(settings, counters, System::currentTimeMillis)) {
      return Explanation.of(
          token,
          settings,
          bySignature,
          Verification.verifier(bySignature, settings, counters, System::currentTimeMillis),
          offline);
    }
  }
}
