package io.tokenrelay.library;

import java.util.ArrayList;
import java.util.List;

/** Has a constructor whose argument takes a branch to compute. */
public class TangleParent {
  public final List<String> log = new ArrayList<>();

  TangleParent(String text) {
    log.add(text);
  }
}
