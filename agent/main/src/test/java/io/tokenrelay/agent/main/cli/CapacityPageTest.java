package io.tokenrelay.agent.main.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.main.capacity.Costs;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.junit.jupiter.api.Test;

class CapacityPageTest {
  private static final Path PAGE = Paths.get("../../docs/capacity.md");
  private static final Path PICTURE = Paths.get("../../docs/capacity.svg");
  private static final String BEFORE =
      "java -jar tokenrelay-javaagent.jar capacity\n```\n\n```text\n";

  /** Measured on an idle virtual machine with two processors, JDK 17. */
  private static final Costs COSTS = new Costs(45_000, 220, 950_000, 560, 5_000_000, 700_000);

  /** {@code -Dupdate} writes the page and its picture instead. */
  @Test
  void showsWhatTheCommandPrints() throws Exception {
    String page = new String(Files.readAllBytes(PAGE), UTF_8);
    int start = page.indexOf(BEFORE) + BEFORE.length();
    int end = page.indexOf("```", start);
    String picture = CapacityPicture.of(command().assumptions(), COSTS);
    if (System.getProperty("update") != null) {
      page = page.substring(0, start) + printed() + page.substring(end);
      Files.write(PAGE, page.getBytes(UTF_8));
      Files.write(PICTURE, picture.getBytes(UTF_8));
    }

    assertThat(page).as("run this test with -Dupdate").contains(BEFORE + printed() + "```");
    assertThat(new String(Files.readAllBytes(PICTURE), UTF_8)).isEqualTo(picture);
  }

  private static String printed() {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out, true);
    command()
        .of(COSTS, "17")
        .print(Terminal.plain(new ByteArrayInputStream(new byte[0]), writer, writer));
    return out.toString().replaceAll("[ \t]*\\R", "\n");
  }

  private static CapacityCommand command() {
    PrintWriter writer = new PrintWriter(new StringWriter());
    return new CapacityCommand(
        Terminal.plain(new ByteArrayInputStream(new byte[0]), writer, writer));
  }
}
