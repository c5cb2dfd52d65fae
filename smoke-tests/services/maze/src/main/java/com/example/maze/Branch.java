package com.example.maze;

import java.util.Random;

/** A part of a walk that is in one place at a time. Runs once for each of its steps. */
final class Branch implements Runnable {
  /** Who a call is for that must be nobody's. */
  private static final String NOBODY = "nobody";

  private final Visit visit;
  private final Turns turns;
  private final Random random;
  private final String visitor;
  private final StringBuilder way;
  private boolean inRequest = true;
  private int stepsLeft;

  /**
   * @param way what tells this branch from all others, and then its turns
   */
  Branch(Visit visit, Turns turns, Random random, String visitor, String way, int stepsLeft) {
    this.visit = visit;
    this.turns = turns;
    this.random = random;
    this.visitor = visitor;
    this.way = new StringBuilder(way);
    this.stepsLeft = stepsLeft;
  }

  @Override
  public void run() {
    if (stepsLeft-- <= 0) {
      visit.ends();
      return;
    }
    try {
      int turn = random.nextInt(turns.count());
      way.append(Integer.toString(turn, Character.MAX_RADIX));
      turns.number(turn).take(this, this);
    } catch (RuntimeException | Error e) {
      System.out.println("lost its way: " + way + " " + e);
      visit.ends();
    }
  }

  /** Another branch that begins here. */
  Branch fork() {
    visit.begins();
    Random another = new Random(random.nextLong());
    Branch branch = new Branch(visit, turns, another, visitor, way + "-", stepsLeft / 2);
    branch.inRequest = inRequest;
    return branch;
  }

  /** One that is no work of the request. */
  Branch outsideTheRequest() {
    Branch branch = fork();
    branch.inRequest = false;
    return branch;
  }

  void returnsToTheRequest() {
    inRequest = true;
  }

  Visit visit() {
    return visit;
  }

  Random random() {
    return random;
  }

  /** The end of the path of a call: for whom it is made, and how the walk came there. */
  String nextCall() {
    return (inRequest ? visitor : NOBODY) + "/" + way;
  }
}
