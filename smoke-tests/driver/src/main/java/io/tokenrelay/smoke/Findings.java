package io.tokenrelay.smoke;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What was expected, and whether it was observed. */
final class Findings {
  private final PrintStream out;
  private final List<String> missing = new ArrayList<>();

  Findings(PrintStream out) {
    this.out = out;
  }

  void expect(String what, boolean observed) {
    out.printf("  %s  %s%n", observed ? "yes" : "NO ", what);
    if (!observed) {
      missing.add(what);
    }
  }

  /** What was expected and not observed. */
  List<String> missing() {
    return missing;
  }
}
