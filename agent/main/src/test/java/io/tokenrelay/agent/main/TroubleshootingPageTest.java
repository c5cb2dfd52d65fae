package io.tokenrelay.agent.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever searches {@code docs/troubleshooting.md} for a line of the log finds it there. */
class TroubleshootingPageTest {
  private static final Pattern LINE = Pattern.compile("`(?:INFO|WARN|ERROR) ([^`]+)`");
  private static final Pattern CONCATENATED = Pattern.compile("\"\\s*\\+\\s*\"");

  @Test
  void quotesLinesThatTheAgentLogs() throws IOException {
    String sources = CONCATENATED.matcher(sources()).replaceAll("");
    List<String> unknown = new ArrayList<>();
    int lines = 0;
    Matcher line = LINE.matcher(text(Paths.get("../../docs/troubleshooting.md")));
    while (line.find()) {
      lines++;
      for (String part : line.group(1).split(" ?(\\.\\.\\.|\\(outside\\))[;,:]? ?", -1)) {
        if (!sources.contains(part)) {
          unknown.add(line.group() + ": " + part);
        }
      }
    }

    assertThat(unknown).isEmpty();
    assertThat(lines).isGreaterThan(15);
  }

  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(Paths.get(".."))) {
      List<Path> java =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains("src/main"))
              .collect(Collectors.toList());
      StringBuilder text = new StringBuilder();
      for (Path file : java) {
        text.append(text(file));
      }
      return text.toString();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
