package io.tokenrelay.smoke.doors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table in {@code docs/enforcement.md}, one row for each server. A build that does not test
 * them all checks, and with {@code -Dupdate} writes, the rows of those that it does.
 */
final class DoorsPage {
  private static final String BEGIN = "<!-- doors: written by EveryDoorIT, with -Dupdate -->";
  private static final String END = "<!-- end of doors -->";

  private final Path page = War.home().resolve("docs/enforcement.md");

  /** The row that says what a server does. */
  static String row(Server server, Map<Kind, String> cells) {
    StringBuilder row = new StringBuilder("| ").append(server.title).append(" |");
    for (Kind kind : Kind.values()) {
      row.append(' ').append(cells.getOrDefault(kind, "–")).append(" |");
    }
    return row.toString();
  }

  /** The row that the page has for a server; null when it has none. */
  @Nullable String row(Server server) throws IOException {
    return rows().get(server);
  }

  void update(Map<Server, String> tested) throws IOException {
    Map<Server, String> rows = rows();
    rows.putAll(tested);
    List<String> table = new ArrayList<>();
    StringBuilder head = new StringBuilder("| server |");
    StringBuilder rule = new StringBuilder("|---|");
    for (Kind kind : Kind.values()) {
      head.append(' ').append(kind.title).append(" |");
      rule.append("---|");
    }
    table.add(head.toString());
    table.add(rule.toString());
    table.addAll(rows.values());
    String text = Files.readString(page, StandardCharsets.UTF_8);
    Files.writeString(
        page,
        text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
            + "\n\n"
            + String.join("\n", table)
            + "\n\n"
            + text.substring(text.indexOf(END)),
        StandardCharsets.UTF_8);
  }

  private Map<Server, String> rows() throws IOException {
    Map<Server, String> rows = new EnumMap<>(Server.class);
    String text = Files.readString(page, StandardCharsets.UTF_8);
    String table = text.substring(text.indexOf(BEGIN), text.indexOf(END));
    for (String line : table.split("\n", -1)) {
      for (Server server : Server.values()) {
        if (line.startsWith("| " + server.title + " |")) {
          rows.put(server, line);
        }
      }
    }
    return rows;
  }
}
