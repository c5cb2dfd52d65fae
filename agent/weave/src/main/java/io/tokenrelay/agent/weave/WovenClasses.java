package io.tokenrelay.agent.weave;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what has been woven so far. */
final class WovenClasses {
  private final AtomicInteger classes = new AtomicInteger();
  private final AtomicInteger rules = new AtomicInteger();

  void add(int rulesOfClass) {
    classes.incrementAndGet();
    rules.addAndGet(rulesOfClass);
  }

  int classes() {
    return classes.get();
  }

  int rules() {
    return rules.get();
  }
}
