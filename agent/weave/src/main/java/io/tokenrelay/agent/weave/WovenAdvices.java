package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Role;
import io.tokenrelay.instrumentation.spi.Rule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which instrumentation an advice is of, by the class that is woven: several share the advice of
 * {@code spi.advice}. Asked where a call site is linked or an advice has thrown.
 */
final class WovenAdvices {
  private final Map<String, List<Rule>> rulesByInternalName;
  private final List<Rule> forAnyType;

  /**
   * @param rulesByInternalName the rules of each class that is named
   * @param forAnyType those that name none
   */
  WovenAdvices(Map<String, List<Rule>> rulesByInternalName, List<Rule> forAnyType) {
    this.rulesByInternalName = rulesByInternalName;
    this.forAnyType = forAnyType;
  }

  /**
   * @param caller the binary name of the woven class
   */
  WovenAdvice of(String caller, String advice) {
    WovenAdvice found = among(rulesByInternalName.get(caller.replace('.', '/')), advice, null);
    if (found == null) {
      found = among(forAnyType, advice, null); // a class that no rule names
    }
    return found == null ? WovenAdvice.UNKNOWN : found;
  }

  /** What all rules with this advice say of it together. */
  private static @Nullable WovenAdvice among(
      @Nullable List<Rule> rules, String advice, @Nullable WovenAdvice known) {
    WovenAdvice found = known;
    for (Rule rule : rules == null ? Collections.<Rule>emptyList() : rules) {
      if (rule.advice().equals(advice)) {
        found =
            found == null
                ? new WovenAdvice(rule.instrumentation(), rule.role())
                : found.and(rule.role());
      }
    }
    return found;
  }

  /** Whether a server has advice that can turn a request away. */
  boolean haveDoor(WovenAdvice server, Off off) {
    for (List<Rule> rules : rulesByInternalName.values()) {
      if (holdDoor(rules, server, off)) {
        return true;
      }
    }
    return holdDoor(forAnyType, server, off);
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
