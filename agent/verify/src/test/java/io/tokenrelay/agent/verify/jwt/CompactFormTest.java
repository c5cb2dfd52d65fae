package io.tokenrelay.agent.verify.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompactFormTest {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  @Test
  void readsEveryLengthAsTheJdkDoes() {
    Random random = new Random(7);
    for (int length = 1; length < 200; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      String part = ENCODER.encodeToString(bytes);
      long dots = CompactForm.dots(part + "." + part + "." + part);
      assertThat(CompactForm.firstDot(dots)).isEqualTo(part.length());
      assertThat(CompactForm.secondDot(dots)).isEqualTo(part.length() * 2 + 1);
      byte[] ascii = part.getBytes(StandardCharsets.US_ASCII);
      assertThat(CompactForm.decode(ascii, 0, ascii.length)).isEqualTo(bytes);
    }
  }

  @Test
  void acceptsExactlyOneSpelling() {
    for (String part : new String[] {"AAAA", "AAA", "AA"}) {
      String beginning = part.substring(0, part.length() - 1);
      for (char c = 0; c < 300; c++) {
        String spelling = beginning + c;
        assertThat(CompactForm.dots("AAAA.AAAA." + spelling) >= 0)
            .as("last character %d of %s", (int) c, part)
            .isEqualTo(isCanonical(spelling));
      }
    }
  }

  private static boolean isCanonical(String spelling) {
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(spelling);
      return ENCODER.encodeToString(decoded).equals(spelling);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
