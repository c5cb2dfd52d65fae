package io.tokenrelay.agent.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What has been woven so far. */
final class WovenClasses {
  private final AtomicInteger classes = new AtomicInteger();
  private final AtomicInteger rules = new AtomicInteger();
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  void add(String name, int rulesOfClass) {
    names.add(name);
    classes.incrementAndGet();
    rules.addAndGet(rulesOfClass);
  }

  boolean contain(String name) {
    return names.contains(name);
  }

  List<String> names() {
    List<String> sorted = new ArrayList<>(names);
    Collections.sort(sorted);
    return sorted;
  }

  int classes() {
    return classes.get();
  }

  int rules() {
    return rules.get();
  }
}
