package io.tokenrelay.agent.main.supports;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rules, by the class that they are about, and by the last parts of its name. */
final class JoinPoints {
  /** A shorter name is anybody's: {@code server/Server}. */
  private static final int LEAST_PARTS = 3;

  private final Map<String, List<Rule>> byType = new LinkedHashMap<>();
  private final Map<String, List<String>> bySimpleName = new HashMap<>();

  JoinPoints(List<Instrumentation> instrumentations) {
    for (Instrumentation instrumentation : instrumentations) {
      for (Rule rule : instrumentation.rules()) {
        if (!rule.type().equals(Rule.ANY)) {
          add(rule);
        }
      }
    }
  }

  private void add(Rule rule) {
    String type = rule.type();
    if (!byType.containsKey(type)) {
      byType.put(type, new ArrayList<>());
      bySimpleName.computeIfAbsent(simpleName(type), any -> new ArrayList<>()).add(type);
    }
    of(type).add(rule);
  }

  /** The rules about a class. */
  List<Rule> of(String type) {
    return byType.getOrDefault(type, new ArrayList<>());
  }

  /** Whether a class may be one that rules are about, or a copy of one under another name. */
  boolean mayBeAbout(String type) {
    return byType.containsKey(type) || original(type) != null;
  }

  /** The class that a class may be a copy of: the one with the longest common end; or null. */
  @Nullable String original(String type) {
    if (byType.containsKey(type)) {
      return null;
    }
    String best = null;
    int longest = 0;
    for (String original : bySimpleName.getOrDefault(simpleName(type), new ArrayList<>())) {
      int common = Relocation.commonParts(original, type);
      boolean whole = common == original.split("\\.", -1).length;
      if (common > longest && (whole || common >= LEAST_PARTS)) {
        best = original;
        longest = common;
      }
    }
    return best;
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
