package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.config.Layers;
import io.tokenrelay.agent.config.MaskedUrls;
import io.tokenrelay.agent.main.config.Config;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code check}: what would the agent do here? */
@Command(
    name = "check",
    header =
        "Tries a configuration: what is set, the issuers' keys, what a start would warn about.",
    description = {
      "",
      "To be run with the properties and environment of the service, on its machine or in its"
          + " image.",
      "",
    },
    customSynopsis =
        "java [-Dtokenrelay...] -jar tokenrelay-javaagent.jar check [--all] [--json] [name=value"
            + " ...]",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all is well",
      "1:something is wrong",
      "2:wrong arguments",
      "3:works, with notes"
    })
final class CheckCommand extends Subcommand {
  private final ClassLoader loader;

  @Option(names = "--all", description = "Prints the defaults of all other properties as well.")
  boolean all;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  @Parameters(
      paramLabel = "name=value",
      description = "What could follow the agent's jar and \"=\" on the service's command line.")
  List<String> pairs = new ArrayList<>();

  /**
   * @param loader of the instrumentations
   */
  CheckCommand(Terminal terminal, ClassLoader loader) {
    super(terminal);
    this.loader = loader;
  }

  @Override
  public Integer call() {
    for (String pair : pairs) {
      if (pair.indexOf('=') < 1) {
        terminal.complain(MaskedUrls.value(pair) + " is not name=value; try check --help");
        return ExitStatus.MISUSED;
      }
    }
    return run(Config.layers(String.join(";", pairs)));
  }

  int run(Layers layers) {
    Check check = terminal.waiting("fetching keys ...", () -> Check.of(layers, loader));
    if (json) {
      terminal.out().println(new CheckJson(check, all));
    } else {
      new CheckText(check, all, terminal).print();
    }
    return check.exitStatus();
  }
}
