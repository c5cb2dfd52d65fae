package io.tokenrelay.smoke.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A start by phases, from the JVM's own log of the classes that it loads: each phase begins with
 * the first class that is known to belong to it.
 */
final class StartPhases {
  private static final Pattern LOADED = Pattern.compile("\\[([\\d.]+)s\\] (\\S+) source: .*");
  private static final String AGENT = "io.tokenrelay.agent.";

  private StartPhases() {}

  /**
   * @param log of {@code -Xlog:class+load} with the decoration {@code uptime}
   * @param mainClass the application's
   */
  static void print(String way, Path log, String mainClass, PrintStream out) throws IOException {
    Map<String, String> beginnings = new LinkedHashMap<>();
    beginnings.put(AGENT + "TokenRelayAgent", "premain: boot classes, loader");
    beginnings.put(AGENT + "main.AgentMain", "premain: configuration and use cases");
    beginnings.put(
        "io.tokenrelay.instrumentation.jdk.JdkTransformer", "premain: the JDK's classes");
    beginnings.put(AGENT + "weave.WeavingTransformer", "premain: libraries");
    beginnings.put(mainClass, "the application, to its first answer");
    List<String> lines = Files.readAllLines(log);
    String phase = "the JVM";
    double since = 0;
    double now = 0;
    int classes = 0;
    int all = 0;
    out.printf("%n%s:%n", way);
    for (String line : lines) {
      Matcher loaded = LOADED.matcher(line);
      if (!loaded.matches()) {
        continue;
      }
      now = Double.parseDouble(loaded.group(1));
      String next = beginnings.remove(loaded.group(2));
      if (next != null) {
        row(phase, now - since, classes, out);
        phase = next;
        since = now;
        classes = 0;
      }
      classes++;
      all++;
    }
    row(phase, now - since, classes, out);
    out.printf("  %-40s %6.0f ms %6d classes%n", "in all", now * 1e3, all);
  }

  private static void row(String phase, double seconds, int classes, PrintStream out) {
    out.printf("  %-40s %6.0f ms %6d classes%n", phase, seconds * 1e3, classes);
  }
}
