package io.tokenrelay.agent.main.cli;

/** What the program ends with. The page {@code docs/command-line.md} says it for each command. */
final class ExitStatus {
  static final int GOOD = 0;
  static final int BAD = 1;
  static final int MISUSED = 2;

  /** Neither: it works, with notes, or cannot be known now. */
  static final int UNDECIDED = 3;

  private ExitStatus() {}
}
