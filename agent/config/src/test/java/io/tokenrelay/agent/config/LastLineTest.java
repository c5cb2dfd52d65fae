package io.tokenrelay.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastLineTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1,\\\n",
        "a=1,\\\r\n",
        "a=1,\\\r",
        "a=\\\n",
        "a=\\\n  ",
        "a=\\\n \t\f",
        "a=1,\\",
        "a=1\\",
        "a=1,\\\n 2,\\\n",
        "a\\\n",
        "a=1\\\\\\\n",
        "a=1,\\\n\n",
        "a=\\\r\n\r\n",
        "a=\\\n\n \n",
        "# no\na=1,\\\n",
        "a=1,\\\n# a value,\\\n",
        "\uFEFFa=\\\n",
      })
  void endsWithABackslashAndNothingFollows(String text) {
    assertThat(doubt(text)).isEqualTo("its last line ends with a backslash, and nothing follows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1,", "a=1, ", "a=1,\n", "a=1,\r\n\r\n", "a=1,\\\n 2,", "a=1,\\\n,\n"})
  void endsWithAComma(String text) {
    assertThat(doubt(text)).isEqualTo("its last line ends with a comma");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=", "a = ", "a:", "a=1\nb=", "a=1\nb=sub=", "a=\\\n="})
  void endsBeforeItsValue(String text) {
    assertThat(doubt(text)).isEqualTo("its last line has neither a value nor a line break");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "a=1",
        "a=1\n",
        "a=\n",
        "a=1,\\\n  2",
        "a=1,\\\n  2\n",
        "a=1\\\\",
        "a=1\\\\\n",
        "# and so on,\\\n",
        "! and so on,\\",
        "  # a=",
        "\uFEFF# a,",
        "a=1,\n# that is all",
        "a=1\\ \n",
        "a=\\\n\nb=1\n",
        "a=1\\\n\n# that is all",
      })
  void looksWhole(String text) {
    assertThat(doubt(text)).isNull();
  }

  /** Wherever it is cut, what is left is in doubt, or ends without a line break, or was a line. */
  @Test
  void agreesWithTheReaderOnWhereALineEnds() throws IOException {
    String text = "a=1,\\\n  2,\\\r\n\t3\n# no,\\\nb\\\\=\\\\\\\n  x\\\r y\r\nc : \\\n\n d=4\n";
    for (int length = 1; length < text.length(); length++) {
      String cut = text.substring(0, length);
      boolean ended = cut.endsWith("\n") || cut.endsWith("\r");
      boolean whole = ended && doubt(cut) == null;
      String more = "z=9\n";
      boolean readApart = "9".equals(file(cut + more).texts().get("z"));
      if (whole) {
        assertThat(readApart).as("a line after <%s>", cut).isTrue();
      }
    }
  }

  private static PropertiesFile file(String text) throws IOException {
    return PropertiesFile.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String doubt(String text) {
    return LastLine.doubt(text.getBytes(StandardCharsets.UTF_8));
  }
}
