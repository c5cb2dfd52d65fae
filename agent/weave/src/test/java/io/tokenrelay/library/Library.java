package io.tokenrelay.library;

import java.util.ArrayList;
import java.util.List;

/**
 * Stands for somebody's library: it is woven, in loaders of its own and with class file versions
 * old and new.
 */
public class Library {
  public final List<String> log = new ArrayList<>();

  public Library() {
    log.add("made");
  }

  public String greet(String name) {
    return "hello " + name;
  }

  public String skip(String name) {
    return "ran for " + name;
  }

  public long add(int a, long b, double c, boolean d, char e) {
    return a + b + (long) c + (d ? 1 : 0) + e;
  }

  public String throwingEnter(String text) {
    return text;
  }

  public String throwingExit(String text) {
    return text;
  }

  public String missingType(String text) {
    return text;
  }

  public String missingMethod(String text) {
    return text;
  }

  public String door(String name) {
    return "served " + name;
  }

  public String misfitDoor(String name) {
    return "served " + name;
  }

  public String missingAdvice(String text) {
    return text;
  }

  public String fails(String text) {
    throw new IllegalStateException(text);
  }

  /**
   * Taken out of the class file before it is loaded: the advice was written against another
   * version.
   */
  public String removed() {
    return "";
  }
}
