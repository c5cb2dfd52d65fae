package io.tokenrelay.agent.verify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignatureHashTest {
  private final SignatureHash hash = new SignatureHash();

  @Test
  void distinguishesSignatures() {
    Random random = new Random(1);
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      hashes.add(hash.of("header.payload." + text(random, 43)));
    }
    assertThat(hashes.size()).isGreaterThan(99_980);
  }

  /** In the last 32 characters: those alone are looked at. */
  @Test
  void distinguishesAnyTwoPositions() {
    char[] text = text(new Random(2), 43).toCharArray();
    Set<Integer> hashes = new HashSet<>();
    int texts = 0;
    for (int a = 11; a < 43; a++) {
      for (int b = a + 1; b < 43; b++) {
        text[a] ^= 0x40;
        text[b] ^= 0x40;
        hashes.add(hash.of(new String(text)));
        texts++;
        text[a] ^= 0x40;
        text[b] ^= 0x40;
      }
    }
    assertThat(texts - hashes.size()).isLessThan(3);
  }

  @Test
  void isTheSameForTheSameTextAndAnotherWithEverySeed() {
    String text = text(new Random(3), 600);
    assertThat(hash.of(new String(text))).isEqualTo(hash.of(text));
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      hashes.add(new SignatureHash().of(text));
    }
    assertThat(hashes).hasSizeGreaterThan(95);
  }

  @Test
  void takesATextOfAnyLengthAndAnyCharacters() {
    for (int length = 0; length < 32; length++) {
      assertThat(hash.of(text(new Random(length), length))).isZero();
    }
    assertThat(hash.of(text(new Random(4), 40).replace('A', '\uffff'))).isNotZero();
  }

  private static String text(Random random, int length) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
