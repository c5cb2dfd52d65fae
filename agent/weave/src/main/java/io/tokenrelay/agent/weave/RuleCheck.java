package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Rule;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Does with the rules of an instrumentation that is not ours what is done with all of them later,
 * while it still costs that one alone. What is packaged, tests have checked.
 */
public final class RuleCheck {
  private RuleCheck() {}

  /**
   * Returns what is wrong with it, to be said of its jar; null if it can be woven.
   *
   * @param loader serves the class files of its advice
   */
  public static @Nullable String problemOf(Instrumentation instrumentation, ClassLoader loader) {
    RulesByClass rules = RulesByClass.of(Collections.singletonList(instrumentation), true);
    RulesForAnyType.of(rules.forAnyType());
    for (Rule rule : instrumentation.rules()) {
      String problem = problemOf(rule, loader);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static @Nullable String problemOf(Rule rule, ClassLoader loader) {
    if (rule.type().startsWith("io.tokenrelay.")) {
      return "would weave " + rule.type() + ", which is the agent's own";
    }
    try {
      Advice advice = AdviceReader.read(loader, rule.advice());
      return advice.enter == null && advice.exit == null
          ? "has no advice in "
              + rule.advice()
              + ": it needs a method with @Advice.OnMethodEnter"
              + " or OnMethodExit"
          : null;
    } catch (FileNotFoundException missing) {
      return "does not contain the advice " + rule.advice() + " of " + rule.instrumentation();
    } catch (IOException unreadable) {
      return "has advice that cannot be read, " + rule.advice();
    } catch (UnsupportedAdviceException beyond) {
      return "has advice that is not in the subset of docs/writing-an-instrumentation.md ("
          + beyond.getMessage()
          + ')';
    }
  }
}
