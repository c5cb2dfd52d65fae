package com.example.maze;

import java.util.Random;

/** A part of a walk that is in one place at a time. Runs once for each of its steps. */
final class Branch implements Runnable {
  /** Who a call is for that must be nobody's. */
  private static final String NOBODY = "nobody";

  /** Before the name of a visitor whose call may have come too late for its request. */
  private static final String LATE = "~";

  /** Whose work this is, as far as it can be known. */
  private enum Place {
    /** A thread of the request. */
    REQUEST,
    /** Work of the request elsewhere. */
    OWNED,
    /** What may be anybody's. */
    NOBODYS
  }

  private final Visit visit;
  private final Turns turns;
  private final Random random;
  private final String visitor;
  private final StringBuilder way;
  private Place place = Place.REQUEST;
  private boolean lent;
  private boolean late;
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
    late |= visit.isAnswered();
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
    branch.place = place;
    branch.lent = lent;
    branch.late = late;
    return branch;
  }

  /** One that is no work of the request. */
  Branch outsideTheRequest() {
    Branch branch = fork();
    branch.place = Place.NOBODYS;
    return branch;
  }

  /** Whether it is on the request's own thread, and on none that the server lends it. */
  boolean isInTheRequest() {
    return place == Place.REQUEST && !lent;
  }

  /** Goes on in a dispatch of the request. */
  void returnsToTheRequest() {
    place = Place.REQUEST;
    lent = false;
  }

  /** Goes on on a thread that the server lends to the request, if it works for that. */
  void goesOnInTheServer() {
    if (place != Place.NOBODYS) {
      place = Place.REQUEST;
      lent = true;
    }
  }

  /** Goes on as work with a value, or as a queued call: its creator's, nobody included. */
  Branch withValue() {
    if (place == Place.REQUEST) {
      place = Place.OWNED;
    }
    return this;
  }

  /** Goes on as work without a value, made of what is at hand: the request's own thread owns it. */
  Branch withoutValue() {
    place = place == Place.REQUEST ? Place.OWNED : Place.NOBODYS;
    return this;
  }

  /** Is handed over as it is: nobody's, whoever owned it. */
  Branch handedOver() {
    place = Place.NOBODYS;
    return this;
  }

  Visit visit() {
    return visit;
  }

  Random random() {
    return random;
  }

  /** The end of the path of a call: for whom it is made, and how the walk came there. */
  String nextCall() {
    late |= visit.isAnswered();
    String whom = place == Place.NOBODYS ? NOBODY : late ? LATE + visitor : visitor;
    return whom + "/" + way;
  }
}
