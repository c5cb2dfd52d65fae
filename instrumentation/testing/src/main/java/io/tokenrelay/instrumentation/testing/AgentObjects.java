package io.tokenrelay.instrumentation.testing;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** The agent's own objects on the heap, from the JVM's class histogram. */
final class AgentObjects {
  private static final Pattern LINE =
      Pattern.compile("^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(io\\.tokenrelay\\.\\S+)");

  private AgentObjects() {}

  /**
   * How many objects of each class can be reached; classes of the suites are left out. Counts by
   * name: each application's advice has classes of its own.
   */
  static Map<String, Long> alive() {
    Map<String, Long> counts = new TreeMap<>();
    for (String line : histogram().split("\n")) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.find() && !matcher.group(2).contains(".testing.")) {
        counts.merge(matcher.group(2), Long.valueOf(matcher.group(1)), Long::sum);
      }
    }
    return counts;
  }

  /** Collects garbage first. */
  private static String histogram() {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    } catch (JMException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
