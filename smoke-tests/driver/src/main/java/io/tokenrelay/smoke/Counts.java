package io.tokenrelay.smoke;

import java.util.Map;
import java.util.TreeMap;

/** An agent's counters at one moment, or what was added between two; those never counted are 0. */
record Counts(Map<String, Long> values) {
  static final Counts NONE = new Counts(Map.of());

  long of(String name) {
    return values.getOrDefault(name, 0L);
  }

  Counts since(Counts before) {
    Map<String, Long> difference = new TreeMap<>();
    values.forEach((name, value) -> difference.put(name, value - before.of(name)));
    return new Counts(difference);
  }
}
