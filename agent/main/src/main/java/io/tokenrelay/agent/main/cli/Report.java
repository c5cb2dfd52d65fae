package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.verify.json.JsonObject;
import io.tokenrelay.agent.verify.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a running agent did with tokens: read from its status, printed for people. */
final class Report {
  /** A setting within the words of what would change something. */
  private static final Pattern SETTING = Pattern.compile("(tokenrelay\\.[a-z.-]+)=([^\\s,;]+)");

  private final JsonObject status;
  private final List<JsonObject> ledger;
  private final List<JsonObject> lostWork;

  private Report(JsonObject status) throws MalformedJsonException {
    this.status = status;
    this.ledger = objects(status, "ledger");
    this.lostWork = objects(status, "lostWork");
  }

  /**
   * @param json what the status port answers
   * @throws NoAnswerException when it is something else
   */
  static Report parse(String json) {
    try {
      return new Report(JsonObject.parse(json.getBytes(StandardCharsets.UTF_8)));
    } catch (MalformedJsonException e) {
      throw foreign();
    }
  }

  private static NoAnswerException foreign() {
    return new NoAnswerException("answers, but not as an agent's status port");
  }

  private static List<JsonObject> objects(JsonObject status, String name)
      throws MalformedJsonException {
    List<@Nullable JsonObject> list = status.objects(name);
    List<JsonObject> objects = new ArrayList<>();
    if (list == null) {
      throw foreign();
    }
    for (JsonObject each : list) {
      if (each != null) {
        objects.add(each);
      }
    }
    return objects;
  }

  /** Whether it runs as configured. */
  boolean isGood() {
    return "[]".equals(text(status, "unready")) && "[]".equals(text(status, "degraded"));
  }

  /** Whether it is not ready only since it has just begun. */
  boolean isStarting() {
    return "starting".equals(text(status, "state"));
  }

  /** When the agent was started. */
  Instant startedAt() {
    try {
      return Instant.parse(text(status, "startedAt"));
    } catch (DateTimeParseException older) {
      throw foreign();
    }
  }

  /** What it is, and what is wrong with it. */
  void printHead(Terminal terminal) {
    terminal.print("TokenRelay " + text(status, "version") + ", mode " + text(status, "mode"));
    sentences(terminal, "unready", Colour.BAD, "not ready:");
    sentences(terminal, "degraded", Colour.DOUBTFUL, "degraded:");
    lastReload(terminal);
  }

  void print(Terminal terminal) {
    printHead(terminal);
    terminal.print("");
    terminal.print(ledger.isEmpty() ? "no call for a request with a token yet" : "calls:");
    for (JsonObject line : ledger) {
      String reason = text(line, "reason");
      terminal.print(
          String.format(
              Locale.ROOT,
              "  %-40s %8s %s%s",
              text(line, "destination"),
              text(line, "calls"),
              text(line, "outcome").replace('_', ' '),
              reason.isEmpty() ? "" : ": " + reason));
      remedy(terminal, line);
    }
    if (!lostWork.isEmpty()) {
      terminal.print("");
      terminal.print("work that went without its request's token:");
      for (JsonObject lost : lostWork) {
        terminal.print(
            String.format(
                Locale.ROOT,
                "  %s (%s) %s",
                text(lost, "task"),
                text(lost, "times"),
                text(lost, "reason")));
        remedy(terminal, lost);
      }
    }
    settings(terminal);
  }

  private void lastReload(Terminal terminal) {
    JsonObject last = status.object("lastReload");
    if (last != null) {
      terminal.print(
          "last change, "
              + text(last, "at")
              + ", "
              + text(last, "result")
              + ": "
              + text(last, "sentence"));
    }
  }

  private static void remedy(Terminal terminal, JsonObject line) {
    String remedy = text(line, "remedy");
    if (!remedy.isEmpty()) {
      terminal.print("      " + remedy);
    }
  }

  /** Everything that would change something, as lines of a properties file. */
  private void settings(Terminal terminal) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (JsonObject line : ledger) {
      collect(text(line, "remedy"), values);
    }
    for (JsonObject lost : lostWork) {
      collect(text(lost, "remedy"), values);
    }
    if (values.isEmpty()) {
      return;
    }
    terminal.print("");
    terminal.print("# what would change all of this; keep what you mean:");
    for (Map.Entry<String, Set<String>> setting : values.entrySet()) {
      terminal.print(setting.getKey() + "=" + String.join(",", setting.getValue()));
    }
  }

  private static void collect(String remedy, Map<String, Set<String>> values) {
    Matcher setting = SETTING.matcher(remedy);
    while (setting.find()) {
      values
          .computeIfAbsent(setting.group(1), unseen -> new LinkedHashSet<>())
          .add(setting.group(2));
    }
  }

  private void sentences(Terminal terminal, String name, Colour colour, String word) {
    Object sentences = status.get(name);
    if (sentences instanceof List) {
      for (Object sentence : (List<?>) sentences) {
        terminal.print(colour, word, " " + sentence);
      }
    }
  }

  private static String text(JsonObject object, String name) {
    Object value = object.get(name);
    return value == null ? "" : String.valueOf(value);
  }
}
