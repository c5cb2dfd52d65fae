package io.tokenrelay.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactedTest {
  private static final String TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";

  @Test
  void leavesAnOrdinaryLineAsItIs() {
    String line = "issuer main: 3 keys";

    assertThat(Redacted.text(line)).isSameAs(line);
  }

  @Test
  void takesEveryTokenOut() {
    assertThat(Redacted.text("a " + TOKEN + " b \"" + TOKEN + "\" c"))
        .isEqualTo("a <token> b \"<token>\" c");
    assertThat(Redacted.text(TOKEN)).isEqualTo("<token>");
  }

  @Test
  void makesOneLineOfMany() {
    assertThat(Redacted.text("a\nb\r\nc\td\u001b[0m")).isEqualTo("a b  c d [0m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "see https://idp.example/x, then | see https://idp.example/x, then",
        "https://u:s3cret@h/x | https://***@h/x",
        "https://s3cret@h | https://***@h",
        "(https://h/x?key=s3cret) bad | (https://h/x?*** bad",
        "https://h/x#s3cret is bad | https://h/x#*** is bad",
        "https://h/?s3cret and http://u:s3cret@h2/?a=s3cret | https://h/?*** and"
            + " http://***@h2/?***",
        "https://u:s3cret/x@h/x | https://***@h/x",
        "https://u:s3?cret@h/x | https://***?***",
        "https://h/x?mail=a@s3cret | https://h/x?***",
        "https://a/?s3cret,https://u:s3cret@b | https://a/?***",
        "ftp://u:s3cret@h:21 | ftp://***@h:21",
        "http://[::1]:80/x | http://[::1]:80/x",
      })
  void masksWhatAUrlMayHide(String text, String shown) {
    assertThat(Redacted.text(text)).isEqualTo(shown).doesNotContain("s3cret");
    assertThat(Redacted.stack(new IllegalStateException(text))).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "enforce tokenrelay.introspection-client-secret=s3cret,enforce ...",
    "enforce -Dtokenrelay.secret=s3cret,enforce ...",
    "enforce --tokenrelay.secret=s3cret,enforce ...",
    "https://tokenrelay.example/x,https://tokenrelay.example/x",
  })
  void showsNothingOfAnOptionThatAValueHasSwallowed(String value, String shown) {
    assertThat(Shown.text(value)).isEqualTo(shown);
  }

  @Test
  void takesTokensOutOfStacks() {
    assertThat(Redacted.stack(new IllegalStateException("bad header " + TOKEN)))
        .contains("bad header <token>", "\tat ")
        .doesNotContain("eyJ");
  }
}
