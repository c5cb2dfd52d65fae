package io.tokenrelay.agent.main.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a start says of a wrong value besides that it is wrong: what takes its place. Where the
 * service is closed, or the configuration before stays in force, nothing does.
 */
public final class Instead {
  private static final Pattern INSTEAD =
      Pattern.compile("; (\\S+ is used|the property is ignored)$| and ignored(?=;|$)");

  private Instead() {}

  public static String without(String problem) {
    return INSTEAD.matcher(problem).replaceFirst("");
  }

  static List<String> without(List<String> problems) {
    List<String> bare = new ArrayList<>();
    for (String problem : problems) {
      bare.add(without(problem));
    }
    return bare;
  }
}
