package io.tokenrelay.library;

import java.util.function.UnaryOperator;

/** Stands for a library that does work for others, and calls somebody. */
public class Carrying {
  /** Does work of bob's, on whatever thread. */
  public String work(UnaryOperator<String> task) {
    return task.apply("as it was");
  }

  /** Makes a call; answers the header that it goes out with. */
  public String call(String header) {
    return header;
  }

  /** Keeps work for later. */
  public String later(String how) {
    return how;
  }

  /** Makes a call with an odd request. */
  public String odd(String how) {
    return how;
  }

  /** Lets a request in. */
  public Object door(String how) {
    return "in, " + how;
  }

  /** Ends a request. */
  public String end(String how) {
    return how;
  }
}
