package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What has been woven so far. */
final class WovenClasses {
  private final AtomicInteger classes = new AtomicInteger();
  private final AtomicInteger rules = new AtomicInteger();

  /** The instrumentations whose rules have been woven into a class, by its name. */
  private final ConcurrentMap<String, Set<String>> instrumentations = new ConcurrentHashMap<>();

  void add(String name, List<Rule> rulesOfClass) {
    Set<String> known = instrumentations.get(name);
    if (known == null) {
      Set<String> none = ConcurrentHashMap.newKeySet(2);
      Set<String> others = instrumentations.putIfAbsent(name, none);
      known = others == null ? none : others;
    }
    for (Rule rule : rulesOfClass) {
      known.add(rule.instrumentation());
    }
    classes.incrementAndGet();
    rules.addAndGet(rulesOfClass.size());
  }

  boolean contain(String name, String instrumentation) {
    Set<String> known = instrumentations.get(name);
    return known != null && known.contains(instrumentation);
  }

  /** The names of the classes, sorted, by instrumentation. */
  Map<String, List<String>> byInstrumentation() {
    Map<String, List<String>> sorted = new TreeMap<>();
    for (Map.Entry<String, Set<String>> each : new TreeMap<>(instrumentations).entrySet()) {
      for (String instrumentation : each.getValue()) {
        sorted.computeIfAbsent(instrumentation, unseen -> new ArrayList<>()).add(each.getKey());
      }
    }
    return sorted;
  }

  int classes() {
    return classes.get();
  }

  int rules() {
    return rules.get();
  }
}
