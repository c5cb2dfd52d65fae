package io.tokenrelay.agent.main.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of wrong value: one line that names it, and the documented value in its place. */
class BadValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enabled | yes | true or false; false is used",
        "mode | enforc | one of observe, enforce-present, enforce; enforce is used",
        "mode | obsreve | one of observe, enforce-present, enforce; observe is used",
        "dry-run | 1 | true or false; true is used",
        "verification.clock-skew | 60 | a duration from 0s to 300s, such as 500ms, 30s, 5m or 1h;"
            + " 60s is used",
        "verification.clock-skew | 301s | a duration from 0s to 300s, such as 500ms, 30s, 5m or 1h;"
            + " 60s is used",
        "verification.clock-skew | -1s | a duration from 0s to 300s, such as 500ms, 30s, 5m or 1h;"
            + " 60s is used",
        "verification.clock-skew | 99999999999h | a duration from 0s to 300s, such as 500ms, 30s,"
            + " 5m or 1h; 60s is used",
        "verification.clock-skew | s | a duration from 0s to 300s, such as 500ms, 30s, 5m or 1h;"
            + " 60s is used",
        "verification.cache.max-bytes | 32mb | a size from 0 to 4g, such as 16384, 512k or 32m; 32m"
            + " is used",
        "verification.cache.max-bytes | 5g | a size from 0 to 4g, such as 16384, 512k or 32m; 32m"
            + " is used",
        "verification.max-token-bytes | 16k | a number from 256 to 1048576; 16384 is used",
        "jwks.refresh-ahead | 80% | a number from 0.1 to 1.0; 0.8 is used",
        "jwks.refresh-ahead | NaN | a number from 0.1 to 1.0; 0.8 is used",
        "rate-limit.failures | 100 | off, or a rate such as 100/s, 600/m or 100/s burst=500; 100/s"
            + " is used",
        "rate-limit.failures | 0/s | off, or a rate such as 100/s, 600/m or 100/s burst=500; 100/s"
            + " is used",
        "rate-limit.failures | 1/s burst=0 | off, or a rate such as 100/s, 600/m or 100/s"
            + " burst=500; 100/s is used",
        "health.http-port | 65536 | a number from 0 to 65535; 0 is used",
        "propagation.destinations | truted | one of trusted, all, listed, off; off is used",
        "propagation.guards.disable | metadata,all | a list of metadata, presigned, issuer,"
            + " connect, bound, workload, proxy, upgrade (wrong: 'all'); the property is ignored",
        "log.level | verbose | one of trace, debug, info, warn, error; info is used",
        "instrumentation.default-enabled | on | true or false; false is used",
      })
  void isOneLineAndTheDocumentedValue(String name, String text, String line) {
    Config config = Given.property("tokenrelay." + name, text).config();

    assertThat(config.problems())
        .containsExactly("tokenrelay." + name + "=" + text + " is not " + line);
  }

  @Test
  void saysOfEveryPropertyThatItsValueIsInQuotes() {
    for (Property<?> property : Tables.properties()) {
      String name = property.fullName("okhttp3");
      String byDefault = property.defaultText();
      String text = byDefault == null || byDefault.isEmpty() ? "https://idp.example" : byDefault;
      for (String quote : new String[] {"\"", "'"}) {
        Config config =
            Given.property("tokenrelay.issuers", "okhttp3")
                .andProperty("tokenrelay.issuer.okhttp3.uri", "https://idp.example")
                .andProperty("tokenrelay.enforce.rules", "okhttp3")
                .andProperty("tokenrelay.enforce.rule.okhttp3.paths", "/a/**")
                .andProperty("tokenrelay.exchanges", "okhttp3")
                .andProperty("tokenrelay.exchange.okhttp3.match", "pay.example")
                .andProperty(name, quote + text + quote)
                .config();

        List<String> lines = new ArrayList<>(config.problems());
        lines.addAll(config.refusals());
        lines.addAll(config.notes());
        assertThat(lines)
            .as(name + '=' + quote + text + quote)
            .filteredOn(line -> line.startsWith(name) && line.contains("quotes"))
            .hasSize(1);
      }
    }
  }

  @Test
  void namesEveryEntryThatIsWrong() {
    assertThat(
            Given.property("tokenrelay.issuer", "https://idp.example")
                .andProperty("tokenrelay.algorithms", "RS256,RS255,ES256,none")
                .config()
                .problems())
        .singleElement()
        .asString()
        .contains(" (wrong: 'RS255', 'none'); issuer default is not used");
    assertThat(
            Given.property("tokenrelay.propagation.deny", "a.example, b/c, *x, d.example")
                .config()
                .refusals())
        .singleElement()
        .asString()
        .contains("'b/c' is not a destination", "'*x' is not a destination")
        .doesNotContain("a.example", "d.example");
  }

  @Test
  void saysItInTheWordsOfTheEnvironment() {
    assertThat(Given.nothing().andEnvironment("TOKENRELAY_DRY_RUN", "si").config().problems())
        .containsExactly("TOKENRELAY_DRY_RUN=si is not true or false; true is used");
  }

  @Test
  void neverShowsAToken() {
    String token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";

    assertThat(Given.property("tokenrelay.mode", "Bearer " + token).config().problems())
        .singleElement()
        .asString()
        .startsWith("tokenrelay.mode=Bearer <token> is not")
        .doesNotContain("eyJ", "c2lnbmF0dXJl");
  }

  @Test
  void neverShowsThePasswordInAUrl() {
    assertThat(
            Given.property("tokenrelay.issuer", "https://idp.example")
                .andProperty("tokenrelay.jwks-uri", "ftp://user:s3cret@keys.example/set")
                .config()
                .problems())
        .singleElement()
        .asString()
        .startsWith("tokenrelay.jwks-uri=ftp://***@keys.example/set is not")
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://user:s3cret@proxy:3128", "user:s3cret@proxy:3128"})
  void neverShowsThePasswordOfAProxy(String proxy) {
    assertThat(Given.property("tokenrelay.jwks.proxy", proxy).config().problems())
        .singleElement()
        .asString()
        .startsWith("tokenrelay.jwks.proxy=")
        .endsWith("***@proxy:3128 is not host:port, or direct; the property is ignored")
        .doesNotContain("s3cret");
  }

  /**
   * Quotes around a secret that stands where its file's name should, or an issuer that is not set.
   */
  @Test
  void neverShowsASecretThatIsGivenInPlaceOfItsFile() {
    for (String property : new String[] {"secret-file", "introspection-client-secret-file"}) {
      for (String text : new String[] {"\"s3cret\"", "s3cret'", "s3cret"}) {
        for (String issuer : new String[] {"https://idp.example", ""}) {
          Config config =
              Given.property("tokenrelay." + property, text)
                  .andProperty("tokenrelay.issuer", issuer)
                  .config();
          List<String> lines = new ArrayList<>(config.problems());
          lines.addAll(config.refusals());
          lines.addAll(config.notes());
          assertThat(lines).noneMatch(line -> line.contains("s3cret"));
          if (!text.equals("s3cret")) {
            assertThat(lines).anyMatch(line -> line.contains(property + "=(no file) "));
          }
        }
      }
    }
  }

  @Test
  void neverBreaksTheLine() {
    assertThat(Given.property("tokenrelay.mode", "a\r\nb\u001b[31m").config().problems())
        .singleElement()
        .asString()
        .startsWith("tokenrelay.mode=a  b [31m is not");
  }

  @Test
  void cutsALongValue() {
    StringBuilder tenMegabytes = new StringBuilder();
    for (int i = 0; i < 10 << 20; i++) {
      tenMegabytes.append('x');
    }

    assertThat(Given.property("tokenrelay.mode", tenMegabytes.toString()).config().problems())
        .singleElement()
        .asString()
        .hasSizeLessThan(250);
  }
}
