package io.tokenrelay.agent.main.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Redacted;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.main.config.Tables;
import io.tokenrelay.agent.main.findings.Advisories;
import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.main.findings.StartLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No property shows what a URL in it hides, whether the URL is right or wrong, wherever it is
 * shown.
 */
class MaskedUrlsTest {
  private static final String[] URLS = {
    "https://us3r:s3cret@idp.example/x?key=s3cret#s3cret",
    "https://s3cret@idp.example:/x",
    "https://idp.example:port/x?s3cret",
    "https:/us3r:s3cret@idp.example/x?s3cret",
    "us3r:s3cret@idp.example:3128",
    "ftp://us3r:s3cret@idp.example/x",
    "https://a.example/x,https://us3r:s3cret@idp.example/x",
    "https://us3r:s3 cret@idp.example/s3cret@x",
  };

  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Property<?> property : Tables.properties()) {
      names.add(property.shortName() == null ? property.fullName("x") : property.shortName());
      if (property.shortName() != null) {
        names.add(property.fullName("staff"));
      }
    }
    return names;
  }

  @ParameterizedTest
  @MethodSource("names")
  void hidesThemInLinesStatusAndCheck(String name) {
    for (String url : URLS) {
      Given given =
          Given.property("tokenrelay.mode", "enforce")
              .andProperty("tokenrelay.issuer", "https://idp.example")
              .andProperty("tokenrelay.issuers", "staff")
              .andProperty("tokenrelay.issuer.staff.uri", "https://staff.example")
              .andProperty("tokenrelay.jwks-file", "/absent.json")
              .andProperty("tokenrelay.issuer.staff.jwks-file", "/absent.json")
              .andProperty(name, url);
      StringBuilder shown = new StringBuilder();
      Config config = given.config();
      Policies policies = Policies.of(config);
      for (String line : config.problems()) {
        shown.append(Redacted.text(line)).append('\n');
      }
      for (String line : policies.closedBecause()) {
        shown.append(Redacted.text(line)).append('\n');
      }
      for (String line : Advisories.of(config)) {
        shown.append(Redacted.text(line)).append('\n');
      }
      for (Issuer issuer : config.issuers()) {
        shown.append(issuer).append('\n');
      }
      shown.append(StartLine.started(config, false, 1, 1, 1)).append('\n');
      for (Property<?> property : config.values().properties()) {
        shown.append(config.values().shown(property)).append('\n');
      }
      for (Issuer issuer : config.issuers()) {
        for (Property<?> property : issuer.values().properties()) {
          shown.append(issuer.values().shown(property)).append('\n');
        }
      }

      assertThat(shown.toString()).as(name + "=" + url).doesNotContain("s3cret", "us3r");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void hidesThemInWhatCheckPrints(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintWriter printed = new PrintWriter(out, true);
    CheckCommand check =
        new CheckCommand(
            Terminal.plain(new ByteArrayInputStream(new byte[0]), printed, printed),
            MaskedUrlsTest.class.getClassLoader());
    Given given =
        Given.property("tokenrelay.issuer", "issuer")
            .andProperty("tokenrelay.jwks-file", "/absent.json")
            .andProperty(name, "https://us3r:s3cret@127.0.0.1:1/x?key=s3cret#s3cret");

    check.run(given.layers());
    check.json = true;
    check.run(given.layers());

    assertThat(out.toString()).doesNotContain("s3cret");
  }
}
