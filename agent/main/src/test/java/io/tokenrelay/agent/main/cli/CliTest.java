package io.tokenrelay.agent.main.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.main.config.Tables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import org.junit.jupiter.api.Test;

class CliTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Cli cli =
      new Cli(
          Terminal.plain(
              new ByteArrayInputStream(new byte[0]),
              new PrintWriter(out, true),
              new PrintWriter(err, true)),
          CliTest.class.getClassLoader());

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
      assertThat(FewProperties.withoutMarkdown(property.meaning())).doesNotContain("`", "](");
    }
  }

  @Test
  void printsHowToUseItWhenItIsAskedNothing() {
    assertThat(cli.run()).isEqualTo(2);
    assertThat(err.toString()).contains("check");
  }

  @Test
  void suggestsTheCommandThatWasProbablyMeant() {
    assertThat(cli.run("chek")).isEqualTo(2);
    assertThat(err.toString().trim())
        .isEqualTo("unknown command chek, did you mean check?; try --help");
  }

  @Test
  void suggestsTheOptionThatWasProbablyMeant() {
    assertThat(cli.run("check", "--jsno")).isEqualTo(2);
    assertThat(err.toString().trim())
        .isEqualTo("unknown option --jsno, did you mean --json?; try check --help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void repeatsNothingThatMayBeASecret() {
    String secret = "s3cr3t-" + System.nanoTime();
    assertThat(cli.run(secret)).isEqualTo(2);
    assertThat(cli.run("check", "-p" + secret)).isEqualTo(2);
    assertThat(cli.run("check", "--password=" + secret)).isEqualTo(2);
    assertThat(cli.run("completion", secret)).isEqualTo(2);
    assertThat(out.toString() + err).doesNotContain("s3cr3t");
  }

  @Test
  void readsNoFileThatAnArgumentNames() {
    assertThat(cli.run("check", "@/etc/hostname")).isEqualTo(2);
    assertThat(err.toString().trim())
        .isEqualTo("@/etc/hostname is not name=value; try check --help");
  }

  @Test
  void refusesAnArgumentOfCheckThatIsNoPair() {
    assertThat(cli.run("check", "verbose")).isEqualTo(2);
    assertThat(err.toString().trim()).isEqualTo("verbose is not name=value; try check --help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void saysWhereAnOptionOfTheJvmBelongs() {
    assertThat(cli.run("check", "-Dtokenrelay.issuer=https://idp.example")).isEqualTo(2);
    assertThat(err.toString().trim())
        .isEqualTo(
            "-Dtokenrelay.issuer is an option of the JVM: put it before -jar; try check --help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helpsWithEveryCommand() {
    cli.run("--help");
    for (String command : new String[] {"check", "token", "supports", "completion"}) {
      assertThat(out.toString()).contains("\n  " + command + " ");
    }
    for (String command : new String[] {"check", "token", "supports", "completion"}) {
      out.reset();
      assertThat(cli.run(command, "--help")).isZero();
      assertThat(out.toString()).contains("tokenrelay-javaagent.jar " + command);
      assertThat(out.toString().split("\\R")).allMatch(line -> line.length() <= 100);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(cli.run("supports")).isEqualTo(2);
    assertThat(err.toString().trim())
        .isEqualTo("missing required parameter: 'app.jar|folder'; try supports --help");
  }

  @Test
  void printsAScriptThatCompletesTheCommands() {
    assertThat(cli.run("completion")).isZero();
    assertThat(out.toString()).contains("complete -F", "check", "--json");
  }
}
