package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the processes of one test printed. */
public final class Logs {
  private Logs() {}

  /** {@code eyJ} is how every JWT begins: base64url of <code>{"</code>. */
  public static void holdNoToken(Path folder) throws IOException {
    List<Path> logs = in(folder);
    assertThat(logs).as("logs in " + folder).isNotEmpty();
    for (Path log : logs) {
      assertThat(Files.readString(log, ISO_8859_1).contains("eyJ"))
          .as("part of a token in " + log)
          .isFalse();
    }
  }

  /** The agent's lines of one process. */
  static List<String> ofAgent(Path folder, String process) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve(process + ".log"))) {
      return lines.filter(line -> line.contains("[tokenrelay]")).toList();
    }
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    }
  }
}
