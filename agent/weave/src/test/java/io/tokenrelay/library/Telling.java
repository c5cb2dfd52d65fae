package io.tokenrelay.library;

/** Stands for a library that tells who is called. */
public class Telling {
  public String who(String how) {
    return "nobody";
  }
}
