package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.config.MaskedUrls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code drain}: has a balancer send no more requests to a running service. */
@Command(
    name = "drain",
    header = "Has a running service say that it is not ready, so that balancers leave it out.",
    description = {
      "",
      "Its /ready answers 503 from then on, while it serves requests as before: nothing is stopped.",
      "",
    },
    customSynopsis = "java -jar tokenrelay-javaagent.jar drain [--resume] PID|URL",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "1:nobody answers there", "2:wrong arguments"})
final class DrainCommand extends Subcommand {
  @Option(names = "--resume", description = "Takes it back.")
  boolean resume;

  @Parameters(
      paramLabel = "PID|URL",
      description = {
        "The process id of a JVM on this machine (needs a JDK, and the same user), or the",
        "address of its status port: http://127.0.0.1:9464",
      })
  String service = "";

  DrainCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    try {
      RunningAgent agent = RunningAgent.of(service);
      terminal.waiting(
          "telling the agent ...",
          () -> {
            agent.drain(!resume);
            return ExitStatus.GOOD;
          });
      terminal.print(resume ? "no longer draining" : "draining");
      return ExitStatus.GOOD;
    } catch (IllegalArgumentException e) {
      terminal.complain(e.getMessage() + "; try drain --help");
      return ExitStatus.MISUSED;
    } catch (NoAnswerException e) {
      terminal.complain(MaskedUrls.value(service) + ": " + e.getMessage());
      return ExitStatus.BAD;
    }
  }
}
