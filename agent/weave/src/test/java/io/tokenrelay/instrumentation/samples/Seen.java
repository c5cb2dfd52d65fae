package io.tokenrelay.instrumentation.samples;

import java.util.ArrayList;
import java.util.List;

/**
 * What the tracing advice was given. The boot loader's, in a way: each library loader has its own.
 */
public final class Seen {
  /** A property of the JVM is the one place that the advice of every loader shares. */
  private static final String KEY = Seen.class.getName();

  private Seen() {}

  public static void add(String what) {
    System.setProperty(KEY, System.getProperty(KEY, "") + what + '\n');
  }

  /** What there has been since it was last asked. */
  public static List<String> take() {
    List<String> lines = new ArrayList<>();
    String all = System.getProperty(KEY, "");
    System.clearProperty(KEY);
    for (String line : all.split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }
}
