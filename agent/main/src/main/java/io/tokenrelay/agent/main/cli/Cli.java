package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.config.Redacted;
import io.tokenrelay.agent.main.config.Version;
import io.tokenrelay.agent.main.log.Lines;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The agent as a program: {@code java -jar tokenrelay-javaagent.jar check}. Called by the jar's
 * main class, by name, in the agent loader.
 */
@Command(
    name = Cli.NAME,
    customSynopsis =
        "java [-Dtokenrelay...] -jar tokenrelay-javaagent.jar [--help|--version|COMMAND]",
    versionProvider = Cli.Versions.class,
    headerHeading = "",
    header = {
      "TokenRelay verifies the caller's JWT and relays it on outbound calls, without any change to",
      "the service:",
      "",
      "  java -javaagent:tokenrelay-javaagent.jar -Dtokenrelay.issuer=https://idp.example -jar"
          + " app.jar",
      "",
    },
    synopsisHeading = "As a program: ",
    optionListHeading = "",
    commandListHeading = "%nCommands, each with a --help of its own:%n",
    usageHelpWidth = Cli.WIDTH)
public final class Cli implements Callable<Integer> {
  /** What a shell's alias of the program is called. */
  static final String NAME = "tokenrelay";

  static final int WIDTH = 100;

  private final Terminal terminal;
  private final ClassLoader loader;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Prints this text.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Prints the version.")
  boolean version;

  /**
   * @param loader of the instrumentations
   */
  Cli(Terminal terminal, ClassLoader loader) {
    this.terminal = terminal;
    this.loader = loader;
  }

  /** What the agent would log, the commands print themselves. */
  public static void main(String[] arguments) {
    Lines.threshold(Level.ERROR);
    System.exit(new Cli(Terminal.ofProcess(), Cli.class.getClassLoader()).run(arguments));
  }

  /** All of them, in the order in which they are listed. */
  private List<Subcommand> commands() {
    return Arrays.asList(
        new CheckCommand(terminal, loader),
        new TokenCommand(terminal, loader),
        new SupportsCommand(terminal, loader),
        new ReportCommand(terminal),
        new DrainCommand(terminal),
        new AttachCommand(terminal),
        new CapacityCommand(terminal),
        new CompletionCommand(terminal));
  }

  int run(String... arguments) {
    CommandLine line = new CommandLine(this);
    for (Subcommand command : commands()) {
      line.addSubcommand(command);
    }
    line.getCommandSpec()
        .usageMessage()
        .footer(FewProperties.text().replace("%", "%%").split("\n", -1));
    return line.setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()))
        .setUsageHelpWidth(WIDTH)
        .setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setParameterExceptionHandler(new Misuse(terminal))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              terminal.err().println("this is a bug: " + Redacted.stack(failure));
              return ExitStatus.BAD;
            })
        .execute(arguments);
  }

  /** Asked nothing. */
  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err());
    return ExitStatus.MISUSED;
  }

  /** Prints what {@code --version} asks for. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"TokenRelay " + Version.get()};
    }
  }
}
