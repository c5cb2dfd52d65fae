package io.tokenrelay.agent.main.cli;

import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is said of arguments that are wrong: one line, with the name that was probably meant. It
 * repeats nothing but what looks like a name of a command or an option: a token or a password that
 * was put in the wrong place is not printed.
 */
final class Misuse implements IParameterExceptionHandler {
  private static final Pattern NAME = Pattern.compile("-{0,2}[A-Za-z][A-Za-z.-]{0,40}");

  private final Terminal terminal;

  Misuse(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    terminal.complain(what(failure) + "; try " + help(command));
    return ExitStatus.MISUSED;
  }

  private static String help(CommandLine command) {
    return command.getParent() == null ? "--help" : command.getCommandName() + " --help";
  }

  private static String what(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException) {
      return unmatched((UnmatchedArgumentException) failure);
    }
    if (failure instanceof MissingParameterException) {
      return lowerCase(String.valueOf(failure.getMessage()));
    }
    return failure.getArgSpec() == null
        ? "wrong arguments"
        : "a wrong value of " + name(failure.getArgSpec());
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec
        ? ((OptionSpec) argument).longestName()
        : argument.paramLabel();
  }

  private static String unmatched(UnmatchedArgumentException failure) {
    List<String> arguments = failure.getUnmatched();
    String argument = arguments.isEmpty() ? "" : arguments.get(0).split("=", 2)[0];
    boolean command = failure.getCommandLine().getParent() == null;
    if (argument.startsWith("-D")) {
      return shown(argument) + " is an option of the JVM: put it before -jar";
    }
    String kind = argument.startsWith("-") ? "unknown option" : "unknown argument";
    String what = (command && !argument.startsWith("-") ? "unknown command" : kind);
    List<String> near = failure.getSuggestions();
    return what
        + shown(argument).replaceFirst("^(?=.)", " ")
        + (near.isEmpty() || !isName(argument) ? "" : ", did you mean " + near.get(0) + '?');
  }

  private static String shown(String argument) {
    return isName(argument) ? argument : "";
  }

  private static boolean isName(String argument) {
    return NAME.matcher(argument).matches();
  }

  private static String lowerCase(String message) {
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }
}
