package io.tokenrelay.smoke.doors;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The warnings, errors and exceptions in a server's logs, each kind once: without what differs from
 * one start to the next, as times, threads, ports and numbers.
 */
final class Complaints {
  private static final Pattern LEVEL =
      Pattern.compile(
          "\\b(WARN|WARNING|ERROR|SEVERE|FATAL)\\b|\\bVM warning|\\b[A-Z]{4,5}\\d{4}[WE]:");
  private static final Pattern EXCEPTION = Pattern.compile("[\\w.$]+(Exception|Error)\\b");

  /**
   * GlassFish's two forms of a line whose message is on the next one, on the console and in its
   * file. The message alone counts: at the end, the file may lack what the console has.
   */
  private static final Pattern CONTINUED = Pattern.compile("(\\[\\[|\\|)\\s*$");

  private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[\\d;]*m");

  /** What a slow machine makes a server say: Liberty's patience, Tomcat's random numbers. */
  private static final Pattern SLOW = Pattern.compile("CWWKZ0022W|Creation of SecureRandom");

  private Complaints() {}

  static Set<String> in(List<String> lines) {
    Set<String> complaints = new TreeSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = COLOUR.matcher(lines.get(i)).replaceAll("");
      Matcher level = LEVEL.matcher(line);
      if (SLOW.matcher(line).find()) {
        continue;
      }
      if (level.find()) {
        boolean continued = CONTINUED.matcher(line).find() && i + 1 < lines.size();
        complaints.add(kind(continued ? lines.get(i + 1) : line.substring(level.start())));
      } else if (EXCEPTION.matcher(line).find() && !line.stripLeading().startsWith("at ")) {
        complaints.add(kind(line));
      }
    }
    return complaints;
  }

  private static String kind(String line) {
    return line.replaceAll("(\\]\\]|\\|#\\])\\s*$", "")
        .replaceAll("\\b(0x)?[0-9a-fA-F]*\\d[0-9a-fA-F]*\\b", "#")
        .replaceAll("(?<![A-Za-z0-9])\\d+", "#") // but not in WFLYEE0007
        .replaceAll("^(\\w+:?\\s*)\\[[^\\].]*\\]", "$1") // Tomcat's threads
        .replaceAll("\\([^()]*\\)", "") // WildFly's
        .replaceAll("\\s+", " ")
        .trim();
  }
}
