package io.tokenrelay.agent.main.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code completion}: a script that completes what is typed in bash or zsh. */
@Command(
    name = "completion",
    header = "Prints a script that completes the commands in bash and zsh.",
    customSynopsis = "java -jar tokenrelay-javaagent.jar completion",
    footer = {
      "",
      "  alias " + Cli.NAME + "='java -jar /opt/tokenrelay/tokenrelay-javaagent.jar'",
      "  source <(" + Cli.NAME + " completion)",
    })
final class CompletionCommand extends Subcommand {
  @Spec CommandSpec spec = CommandSpec.create();

  CompletionCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    terminal.out().print(AutoComplete.bash(Cli.NAME, spec.root().commandLine()));
    terminal.out().flush();
    return ExitStatus.GOOD;
  }
}
