package io.tokenrelay.agent.main.cli;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** What a word means to whom it may concern, in the colours of a terminal. */
enum Colour {
  GOOD(Style.fg_green),
  DOUBTFUL(Style.fg_yellow),
  BAD(Style.fg_red),
  PLAIN(Style.reset);

  private final Style style;

  Colour(Style style) {
    this.style = style;
  }

  String of(String word, Ansi ansi) {
    return this == PLAIN || !ansi.enabled() ? word : style.on() + word + style.off();
  }
}
