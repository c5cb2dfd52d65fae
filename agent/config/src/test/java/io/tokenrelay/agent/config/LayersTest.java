package io.tokenrelay.agent.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
  @TempDir Path folder;

  @Test
  void writeEnvironmentNamesInCapitalsWithUnderscores() {
    assertThat(Layer.environmentName("tokenrelay.jwks.stale-max"))
        .isEqualTo("TOKENRELAY_JWKS_STALE_MAX");
  }

  @Test
  void holdWhatOthersSayAgain() {
    Layers layers =
        Sample.set("tokenrelay.realm", "x").andArguments("strict=true;speed=1s").layers();
    assertThat(layers.hold(others("strict=true"))).isTrue();
    assertThat(layers.hold(others(""))).isTrue();
    assertThat(layers.hold(others("strict=false"))).isFalse();
    assertThat(layers.hold(others("dry-run=true"))).isFalse();
    assertThat(layers.hold(others("nonsense"))).isFalse();
    assertThat(
            Sample.set("tokenrelay.strict", "false")
                .layers()
                .hold(
                    Sample.set("tokenrelay.strict", "false").andArguments("strict=true").layers()))
        .as("a system property decides in both")
        .isTrue();
  }

  @Test
  void sayThatAFileWhichCannotBeReadMayHoldTheWish() {
    assertThat(Sample.set("tokenrelay.config-file", "/absent").problems())
        .containsExactly(
            "tokenrelay.config-file=/absent does not exist; it may ask for strictness");
    assertThat(
            Sample.set("tokenrelay.config-file", "/absent")
                .and("tokenrelay.strict", "false")
                .problems())
        .containsExactly(
            "tokenrelay.config-file=/absent does not exist; only what is set elsewhere counts");
  }

  @Test
  void sayWhyAFileCannotBeRead() throws Exception {
    assertThat(problemOf(folder.toString())).contains(" is a folder: name the file in it; ");
    assertThat(problemOf("/dev/null")).contains(" is no ordinary file: ");
    assertThat(problemOf("absent.properties"))
        .contains(" does not exist in " + System.getProperty("user.dir") + "; ");
    assertThat(problemOf("~/relay.properties")).contains(" does not exist: nothing makes a home");
    assertThat(problemOf("file:/etc/relay.properties"))
        .contains(" does not exist: write a path, not a URL; ");
    assertThat(problemOf("\"" + file("tokenrelay.speed=2s") + "\""))
        .contains(" is in quotes: remove them; ");
    assertThat(problemOf(file("<properties/>"))).contains(" is XML or HTML");
    assertThat(problemOf(file("tokenrelay.wheel=C:\\users"))).contains(" has a \\u without four");
    assertThat(problemOf(file("\u0001"))).contains(" is no text in UTF-8; ");
    assertThat(problemOf(file("tokenrelay.speed=2s", StandardCharsets.UTF_16)))
        .contains(" is no text in UTF-8; ");
    assertThat(problemOf(file(longComment()))).contains(" is larger than 1 MB");
  }

  @Test
  void sayThatAFileMayNotBeRead() throws Exception {
    String path = file("tokenrelay.speed=2s");
    assumeTrue(new File(path).setReadable(false) && !new File(path).canRead(), "not as root");

    assertThat(problemOf(path)).contains(" exists, but this process may not read it; ");
  }

  @Test
  void sayWhichLinesOfAFileAreNotInUtf8AndReadTheOthers() throws Exception {
    String latin1 = "# gr\u00fc\u00dfe\ntokenrelay.wheel=m\u00fchle\ntokenrelay.speed=2s\n";
    Sample sample = Sample.set("tokenrelay.config-file", file(latin1, ISO_8859_1));

    assertThat(sample.problems())
        .singleElement()
        .asString()
        .contains(" is not in UTF-8: ")
        .endsWith(" at tokenrelay.wheel");
    assertThat(sample.reading().agent().get(Sample.SPEED)).isEqualTo(Duration.ofSeconds(2));
    assertThat(
            Sample.set("tokenrelay.config-file", file("# gr\u00fc\u00dfe", ISO_8859_1)).problems())
        .isEmpty();
  }

  @Test
  void takeTheLastValueOfAFileThatIsCutForAWrongOne() throws Exception {
    for (String end : new String[] {"2s\\\n", "2s,\\\n", "2s,\n", "2s,", "\\\n", "="}) {
      String text = "tokenrelay.colour=red\ntokenrelay.speed=" + end;
      Sample sample = Sample.set("tokenrelay.config-file", file(text));

      assertThat(sample.problems()).as(end).hasSize(2);
      assertThat(sample.problems().get(0))
          .contains(" may have been cut short: its last line ")
          .endsWith("; complete it");
      assertThat(sample.problems().get(1)).startsWith("tokenrelay.speed=").contains("...");
      assertThat(sample.reading().agent().get(Sample.COLOUR)).isEqualTo("red");
    }
  }

  @Test
  void nameTheFileAsItWasNamed() {
    assertThat(
            Sample.arguments("speed=2s")
                .andEnvironment("TOKENRELAY_CONFIG_FILE", "/absent")
                .problems())
        .containsExactly(
            "TOKENRELAY_CONFIG_FILE=/absent does not exist; it may ask for strictness");
  }

  private static String problemOf(String path) {
    List<String> problems = Sample.set("tokenrelay.config-file", path).problems();
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).startsWith("tokenrelay.config-file=");
    return problems.get(0);
  }

  private String file(String text) throws IOException {
    return file(text, StandardCharsets.UTF_8);
  }

  private String file(String text, Charset charset) throws IOException {
    return Files.write(folder.resolve("relay.properties"), text.getBytes(charset)).toString();
  }

  private static String longComment() {
    StringBuilder comment = new StringBuilder("#");
    while (comment.length() <= 1 << 20) {
      comment.append("0123456789");
    }
    return comment.toString();
  }

  private static Layers others(String arguments) {
    return Sample.arguments(arguments).layers();
  }
}
