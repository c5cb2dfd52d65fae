package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.config.Setting;
import io.tokenrelay.agent.main.config.Version;
import io.tokenrelay.agent.main.findings.Findings.Kind;
import io.tokenrelay.agent.verify.issuer.KeyCheck;
import java.util.List;
import java.util.Locale;

/** Prints a {@link Check} for people. */
final class CheckText {
  private final Check check;
  private final boolean all;
  private final Terminal terminal;

  CheckText(Check check, boolean all, Terminal terminal) {
    this.check = check;
    this.all = all;
    this.terminal = terminal;
  }

  void print() {
    terminal.print("TokenRelay " + Version.get());
    List<Setting> set = check.settings(true);
    terminal.print(set.isEmpty() ? "nothing is set" : "set:");
    print(set);
    if (all) {
      terminal.print("not set, with its default:");
      print(check.settings(false));
    } else {
      terminal.print("everything else has its default; --all prints it");
    }
    for (KeyCheck keys : check.keys()) {
      if (keys.isGood()) {
        terminal.print(keys.toString());
      }
    }
    terminal.print("signatures are verified by: " + check.signatures());
    for (String extension : check.extensions()) {
      terminal.print("extension " + extension);
    }
    print(Kind.NOTE, Colour.DOUBTFUL, "note:");
    print(Kind.WRONG, Colour.BAD, "wrong:");
    print(Kind.ERROR, Colour.BAD, "error:");
    conclude();
  }

  private void print(List<Setting> settings) {
    for (Setting each : settings) {
      terminal.print(
          String.format(Locale.ROOT, "  %-48s %s (%s)", each.name(), each.value(), each.source()));
    }
  }

  private void print(Kind kind, Colour colour, String word) {
    for (String sentence : check.found(kind)) {
      terminal.print(colour, word, ' ' + sentence);
    }
  }

  private void conclude() {
    int notes = check.found(Kind.NOTE).size();
    if (check.exitStatus() == ExitStatus.GOOD) {
      terminal.print(Colour.GOOD, "all is well", "");
    } else if (check.exitStatus() == ExitStatus.UNDECIDED) {
      terminal.print("works, with " + notes + (notes == 1 ? " note above" : " notes above"));
    }
  }
}
