package io.tokenrelay.agent.main.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

  @Test
  void takesTokensOutOfStacks() {
    assertThat(Redacted.stack(new IllegalStateException("bad header " + TOKEN)))
        .contains("bad header <token>", "\tat ")
        .doesNotContain("eyJ");
  }
}
