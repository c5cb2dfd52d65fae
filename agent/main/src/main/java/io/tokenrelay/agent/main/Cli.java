package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.status.Version;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * The agent as a program: {@code java -jar tokenrelay-javaagent.jar --version}. Called by the jar's
 * main class, by name, in the agent loader.
 */
public final class Cli {
  static final int GOOD = 0;
  static final int BAD = 1;
  static final int MISUSED = 2;
  static final int NOTED = 3;

  private final PrintStream out;
  private final PrintStream err;

  Cli(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    System.exit(new Cli(System.out, System.err).run(arguments));
  }

  int run(String... arguments) {
    if (arguments.length == 0) {
      err.print(Help.text());
      return MISUSED;
    }
    switch (arguments[0]) {
      case "--version":
      case "-V":
        out.println("TokenRelay " + Version.get());
        return GOOD;
      case "--help":
      case "-h":
        out.print(Help.text());
        return GOOD;
      case "check":
        return new Check(out, err, Cli.class.getClassLoader())
            .run(Arrays.copyOfRange(arguments, 1, arguments.length));
      default:
        return misused("unknown command " + arguments[0]);
    }
  }

  private int misused(String what) {
    err.println(what + "; try --help");
    return MISUSED;
  }
}
