package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.config.MaskedUrls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code report}: what became of the tokens in a running service. */
@Command(
    name = "report",
    header = "Reports what a running agent did with tokens, and the settings that would change it.",
    description = {
      "",
      "With tokenrelay.dry-run=true, what it would have done. The settings at the end can be pasted",
      "into a properties file, after a look at each of their entries.",
      "",
    },
    customSynopsis = "java -jar tokenrelay-javaagent.jar report [--json] PID|URL",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:reported", "1:nobody answers there", "2:wrong arguments"})
final class ReportCommand extends Subcommand {
  @Option(names = "--json", description = "Prints JSON: all of the agent's status.")
  boolean json;

  @Parameters(
      paramLabel = "PID|URL",
      description = {
        "The process id of a JVM on this machine (needs a JDK, and the same user), or the",
        "address of its status port: http://127.0.0.1:9464",
      })
  String service = "";

  ReportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    String status;
    try {
      status = terminal.waiting("asking the agent ...", RunningAgent.of(service)::status);
      if (json) {
        terminal.out().print(status);
        terminal.out().flush();
      } else {
        Report.parse(status).print(terminal);
      }
      return ExitStatus.GOOD;
    } catch (IllegalArgumentException e) {
      terminal.complain(e.getMessage() + "; try report --help");
      return ExitStatus.MISUSED;
    } catch (NoAnswerException e) {
      terminal.complain(MaskedUrls.value(service) + ": " + e.getMessage());
      return ExitStatus.BAD;
    }
  }
}
