package io.tokenrelay.agent.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text after the jar's name: {@code -javaagent:tokenrelay-javaagent.jar=name=value,name=value}.
 *
 * <p>A pair ends at a semicolon, or at a comma that is followed by a name and {@code =}. So neither
 * a list ({@code audiences=a,b,mode=enforce}) nor a shell needs quotes. The prefix {@code
 * tokenrelay.} may be omitted.
 */
final class AgentArguments {
  private AgentArguments() {}

  /**
   * @param overwritten receives the name and text of each pair that a later one contradicts
   */
  static Map<String, String> parse(
      @Nullable String arguments, Wish wish, List<String[]> overwritten, List<String> problems) {
    Map<String, String> texts = new LinkedHashMap<>();
    String rest = arguments == null ? "" : arguments.trim();
    while (!rest.isEmpty()) {
      int end = endOfPair(rest);
      put(rest.substring(0, end).trim(), wish, texts, overwritten, problems);
      rest = end == rest.length() ? "" : rest.substring(end + 1).trim();
    }
    return texts;
  }

  private static void put(
      String pair,
      Wish wish,
      Map<String, String> texts,
      List<String[]> overwritten,
      List<String> problems) {
    int equals = pair.indexOf('=');
    if (equals > 0) {
      String given = pair.substring(0, equals).trim();
      String name = given.startsWith(Property.PREFIX) ? given : Property.PREFIX + given;
      String text = pair.substring(equals + 1).trim();
      String before = texts.put(name, text);
      if (before != null && !before.equals(text)) {
        overwritten.add(new String[] {name, before});
      }
    } else if (!pair.isEmpty()) {
      problems.add("the agent argument " + Shown.text(pair) + " is not name=value; it is ignored");
      if (wish.isNamedBy(pair, "") || wish.isInFile(pair)) {
        texts.put(Property.PREFIX + pair, pair); // an unknown name, a sign of what was wanted
      }
    }
  }

  private static int endOfPair(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ';' || (c == ',' && isNameAndEquals(text, i + 1))) {
        return i;
      }
    }
    return text.length();
  }

  private static boolean isNameAndEquals(String text, int begin) {
    int i = begin;
    while (i < text.length() && isNameCharacter(text.charAt(i))) {
      i++;
    }
    return i > begin && i < text.length() && text.charAt(i) == '=';
  }

  private static boolean isNameCharacter(char c) {
    return Letters.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
  }
}
