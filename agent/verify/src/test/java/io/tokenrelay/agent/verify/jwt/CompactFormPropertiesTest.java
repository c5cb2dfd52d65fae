package io.tokenrelay.agent.verify.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.verify.Signer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text that may be a token: the JDK's decoder is the oracle. */
class CompactFormPropertiesTest {
  @Property(tries = 3_000)
  void readsThreePartsInTheirOnlySpellingAndNothingElse(@ForAll("texts") String text) {
    long dots = CompactForm.dots(text);
    String[] parts = text.split("\\.", -1);
    assertThat(dots >= 0)
        .isEqualTo(
            parts.length == 3
                && isCanonical(parts[0])
                && isCanonical(parts[1])
                && isCanonical(parts[2]));
    if (dots >= 0) {
      byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
      int first = CompactForm.firstDot(dots);
      int second = CompactForm.secondDot(dots);
      assertThat(CompactForm.decode(ascii, 0, first)).isEqualTo(decoded(parts[0]));
      assertThat(CompactForm.decode(ascii, first + 1, second)).isEqualTo(decoded(parts[1]));
    }
  }

  @Property(tries = 1_000)
  void readsWhateverIsEncoded(@ForAll byte[] first, @ForAll byte[] second, @ForAll byte[] third) {
    String text = Signer.encode(first) + "." + Signer.encode(second) + "." + Signer.encode(third);
    boolean empty = first.length == 0 || second.length == 0 || third.length == 0;
    assertThat(CompactForm.dots(text) >= 0).isEqualTo(!empty);
  }

  private static boolean isCanonical(String part) {
    try {
      return !part.isEmpty() && Signer.encode(decoded(part)).equals(part);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] decoded(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> letters = Arbitraries.strings().withChars("AQgw_-Bz09").ofMaxLength(9);
    Arbitrary<String> odd =
        Arbitraries.strings().withChars("A=+/.\n \0\u00e9\uff21").ofMaxLength(3);
    return Arbitraries.oneOf(letters, letters, odd)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(parts -> String.join(".", parts));
  }
}
