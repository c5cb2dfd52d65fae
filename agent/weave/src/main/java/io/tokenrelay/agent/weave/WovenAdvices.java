package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Role;
import io.tokenrelay.instrumentation.spi.Rule;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which instrumentation an advice is of, by the class that is woven: several share the advice of
 * {@code spi.advice}. Asked where a call site is linked or an advice has thrown.
 */
final class WovenAdvices {
  private final RulesByClass rules;

  WovenAdvices(RulesByClass rules) {
    this.rules = rules;
  }

  /**
   * @param caller the binary name of the woven class
   */
  WovenAdvice of(String caller, String advice) {
    WovenAdvice found = among(rules.byInternalName().get(caller.replace('.', '/')), advice);
    if (found == null) {
      found = among(rules.forAnyType(), advice); // a class that no rule names
    }
    return found == null ? WovenAdvice.UNKNOWN : found;
  }

  /** What all rules with this advice say of it together. */
  private static @Nullable WovenAdvice among(@Nullable List<Rule> rules, String advice) {
    WovenAdvice found = null;
    for (Rule rule : rules == null ? Collections.<Rule>emptyList() : rules) {
      if (rule.advice().equals(advice)) {
        found =
            found == null
                ? new WovenAdvice(rule.instrumentation(), rule.role(), rule.relocation())
                : found.and(rule.role());
      }
    }
    return found;
  }

  /** Whether a server has advice that can turn a request away. */
  boolean haveDoor(WovenAdvice server, Off off) {
    for (List<Rule> named : rules.byInternalName().values()) {
      if (holdDoor(named, server, off)) {
        return true;
      }
    }
    return holdDoor(rules.forAnyType(), server, off);
  }

  private static boolean holdDoor(List<Rule> rules, WovenAdvice server, Off off) {
    for (Rule rule : rules) {
      if (rule.role() == Role.RECEIVES
          && rule.instrumentation().equals(server.instrumentation)
          && off.isDoor(rule.advice())) {
        return true;
      }
    }
    return false;
  }
}
