package io.tokenrelay.smoke.headers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.smoke.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of clients in {@code docs/performance.md}. */
final class HeaderCostPage {
  private static final String BEGIN = "<!-- headers: written by HeaderCostIT, with -Dupdate -->\n";
  private static final String END = "<!-- /headers -->";

  private final Path file;

  private HeaderCostPage(Path file) {
    this.file = file;
  }

  static HeaderCostPage ofThisBuild() {
    return new HeaderCostPage(
        Installation.fromSystemProperties().home().resolve("../docs/performance.md"));
  }

  void write(Map<Client, Cost> costs, Tokens tokens) throws IOException {
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    Files.writeString(
        file, text.substring(0, begin) + table(costs, tokens) + text.substring(text.indexOf(END)));
  }

  private static String table(Map<Client, Cost> costs, Tokens tokens) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "| client | | %,d characters: one user | ten in turn | %d characters: one user"
                + " | ten in turn |\n|---|---|---|---|---|---|\n",
            Tokens.length(tokens.whole),
            Tokens.length(tokens.slim)));
    for (Client client : Client.values()) {
      table.append(start(client));
      costs
          .get(client)
          .all()
          .forEach(bytes -> table.append(String.format(Locale.ROOT, " %,.0f |", bytes)));
      table.append('\n');
    }
    return table.toString();
  }

  private static String start(Client client) {
    return "| " + client.title + " | " + client.protocol + " |";
  }

  /** The figures that it shows for a client. */
  List<Double> row(Client client) throws IOException {
    String row =
        Files.readAllLines(file).stream()
            .filter(line -> line.startsWith(start(client)))
            .findFirst()
            .orElse("");
    assertThat(row).as("the row of %s: run this test with -Dupdate", client).isNotEmpty();
    List<Double> figures = new ArrayList<>();
    for (String figure : row.substring(start(client).length()).split("\\|")) {
      figures.add(Double.valueOf(figure.replace(",", "").trim()));
    }
    return figures;
  }
}
