package io.tokenrelay.agent.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.main.config.Tables;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class CliTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Cli cli = new Cli(new PrintStream(out, true), new PrintStream(err, true));

  @Test
  void printsItsVersion() {
    assertThat(cli.run("--version")).isZero();
    assertThat(out.toString()).matches("TokenRelay \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
  }

  @Test
  void printsHowToUseItAndWhereAllIsWritten() {
    assertThat(cli.run("--help")).isZero();
    assertThat(out.toString())
        .contains(
            "-javaagent:tokenrelay-javaagent.jar -Dtokenrelay.issuer=",
            "check",
            "docs/configuration.md",
            "tokenrelay.audiences");
    assertThat(out.toString().split("\\R"))
        .hasSizeLessThan(45)
        .allMatch(line -> line.length() <= 100);
  }

  @Test
  void printsNoMarkdown() {
    cli.run("--help");
    assertThat(out.toString()).doesNotContain("`", "](");
    for (Property<?> property : Tables.properties()) {
      assertThat(Help.withoutMarkdown(property.meaning())).doesNotContain("`", "](");
    }
  }

  @Test
  void printsHowToUseItWhenItIsAskedNothing() {
    assertThat(cli.run()).isEqualTo(2);
    assertThat(err.toString()).contains("check");
  }

  @Test
  void refusesACommandThatIsNone() {
    assertThat(cli.run("chek")).isEqualTo(2);
    assertThat(err.toString().trim()).isEqualTo("unknown command chek; try --help");
  }

  @Test
  void refusesAnArgumentOfCheckThatIsNoPair() {
    assertThat(cli.run("check", "--verbose")).isEqualTo(2);
    assertThat(err.toString().trim()).isEqualTo("--verbose is not name=value; try --help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void saysWhereAnOptionOfTheJvmBelongs() {
    assertThat(cli.run("check", "-Dtokenrelay.issuer=https://idp.example")).isEqualTo(2);
    assertThat(err.toString().trim())
        .isEqualTo(
            "-Dtokenrelay.issuer is an option of the JVM: put it before -jar, or leave out -D;"
                + " try --help");
    assertThat(out.toString()).isEmpty();
  }
}
