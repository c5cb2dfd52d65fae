package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of all instrumentations that are switched on, by the classes that they name. */
final class RulesByClass {
  private final Map<String, List<Rule>> byInternalName = new HashMap<>();
  private final List<Rule> forAnyType = new ArrayList<>();
  private int count;
  private boolean hasCopies;

  private RulesByClass() {}

  /**
   * @param enforcing whether rules that name no class are woven, too
   */
  static RulesByClass of(Iterable<? extends Instrumentation> instrumentations, boolean enforcing) {
    RulesByClass rules = new RulesByClass();
    for (Instrumentation instrumentation : instrumentations) {
      for (Rule rule : instrumentation.rules()) {
        if (!rule.type().equals(Rule.ANY)) {
          rules.add(rule);
        } else if (enforcing) {
          rules.forAnyType.add(rule);
        }
      }
    }
    return rules;
  }

  private void add(Rule rule) {
    String name = rule.type().replace('.', '/');
    List<Rule> others = byInternalName.get(name);
    if (others == null) { // no lambda at start
      others = new ArrayList<>();
      byInternalName.put(name, others);
    }
    others.add(rule);
    hasCopies |= rule.relocation() != null;
    count++;
  }

  /** Those that name a class. */
  Map<String, List<Rule>> byInternalName() {
    return byInternalName;
  }

  /** Those that name none. */
  List<Rule> forAnyType() {
    return forAnyType;
  }

  /** Whether shaded copies are woven. */
  boolean hasCopies() {
    return hasCopies;
  }

  /** How many name a class. */
  int count() {
    return count;
  }
}
