package io.tokenrelay.smoke.spellings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What ran on one server, a line for each framework and spelling, kept for the page. */
final class Results {
  private static final Path FOLDER = Paths.get("target/spellings");

  private final List<String> lines = new ArrayList<>();

  /**
   * @param ran the handlers that ran without a token, with one that grants nothing, and with one
   *     that grants all
   */
  void add(String framework, Spelling spelling, String[] ran) {
    lines.add(framework + '\t' + spelling + '\t' + String.join("\t", ran) + "\t.");
  }

  void write(String server) throws IOException {
    Files.createDirectories(FOLDER);
    Files.write(FOLDER.resolve(server + ".tsv"), lines, StandardCharsets.UTF_8);
  }

  /** The lines of one server, each split; none when it has not been tried. */
  static List<String[]> of(String server) throws IOException {
    Path file = FOLDER.resolve(server + ".tsv");
    if (!Files.exists(file)) {
      return Collections.emptyList();
    }
    List<String[]> results = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      results.add(line.split("\t"));
    }
    return results;
  }
}
