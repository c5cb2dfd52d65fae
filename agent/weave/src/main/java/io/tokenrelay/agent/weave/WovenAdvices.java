package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Role;
import io.tokenrelay.instrumentation.spi.Rule;
import java.util.HashMap;
import java.util.Map;

/**
 * Which instrumentation an advice is of, by the class that is woven: several share the advice of
 * {@code spi.advice}. Filled at start, read where a call site is linked or an advice has thrown.
 */
final class WovenAdvices {
  private final Map<String, WovenAdvice> byAdvice = new HashMap<>();
  private final Map<String, WovenAdvice> byCaller = new HashMap<>();

  void add(String instrumentation, Rule rule) {
    WovenAdvice woven = new WovenAdvice(instrumentation, rule.role());
    add(byAdvice, rule.advice(), woven);
    add(byCaller, key(rule.type(), rule.advice()), woven);
  }

  private static void add(Map<String, WovenAdvice> to, String key, WovenAdvice woven) {
    WovenAdvice known = to.get(key);
    to.put(key, known == null ? woven : known.and(woven.role));
  }

  /**
   * @param caller the binary name of the woven class
   */
  WovenAdvice of(String caller, String advice) {
    WovenAdvice found = byCaller.get(key(caller, advice));
    if (found == null) {
      found = byAdvice.get(advice); // a class that no rule names
    }
    return found == null ? WovenAdvice.UNKNOWN : found;
  }

  /** Whether a server has advice that can turn a request away. */
  boolean haveDoor(WovenAdvice server, Off off) {
    for (Map.Entry<String, WovenAdvice> each : byAdvice.entrySet()) {
      WovenAdvice other = each.getValue();
      if (other.role == Role.RECEIVES
          && other.instrumentation.equals(server.instrumentation)
          && off.isDoor(each.getKey())) {
        return true;
      }
    }
    return false;
  }

  private static String key(String type, String advice) {
    return type + ' ' + advice;
  }
}
