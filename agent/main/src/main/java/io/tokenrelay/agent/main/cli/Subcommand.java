package io.tokenrelay.agent.main.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command of the program. Its fields are what the user may type. */
abstract class Subcommand implements Callable<Integer> {
  final Terminal terminal;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Prints this text.")
  boolean help;

  Subcommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Runs it with what was typed.
   *
   * @return the exit status
   */
  @Override
  public abstract Integer call();
}
