package io.tokenrelay.instrumentation.jdk;

/** Counts the join points found in one class. */
final class Tally {
  private int joinPoints;

  void add() {
    joinPoints++;
  }

  int joinPoints() {
    return joinPoints;
  }
}
