package io.tokenrelay.agent.verify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextHashTest {
  @Test
  void isTheSameForTheSameText() {
    TextHash hash = new TextHash(16_384);
    for (int length = 0; length < 100; length++) {
      String text = random(new Random(length), length);
      assertThat(of(hash, new String(text))).isEqualTo(of(hash, text));
    }
  }

  @Test
  void differsWithEverySeed() {
    String text = random(new Random(1), 1_000);
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      hashes.add(of(new TextHash(1_024), text));
    }
    assertThat(hashes).hasSizeGreaterThan(95);
  }

  /** Differences of one bit, at every pair of places: what a multiplicative hash lets cancel. */
  @Test
  void doesNotLetDifferencesCancel() {
    TextHash hash = new TextHash(1_024);
    char[] text = random(new Random(2), 512).toCharArray();
    Set<Integer> hashes = new HashSet<>();
    int texts = 0;
    for (int a = 0; a < text.length; a += 3) {
      for (int b = a + 1; b < text.length; b += 5) {
        text[a] ^= 0x40;
        text[b] ^= 0x40;
        hashes.add(of(hash, new String(text)));
        texts++;
        text[a] ^= 0x40;
        text[b] ^= 0x40;
      }
    }
    assertThat(texts - hashes.size()).isLessThan(10);
  }

  @Test
  void dependsOnTheLengthToo() {
    TextHash hash = new TextHash(1_024);
    assertThat(of(hash, "AAAA")).isNotEqualTo(of(hash, "AAAA\0"));
    assertThat(of(hash, "")).isNotEqualTo(of(hash, "\0"));
  }

  private static int of(TextHash hash, String text) {
    return hash.of(TextHash.bytes(text), text.length());
  }

  private static String random(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('0' + random.nextInt(70)));
    }
    return text.toString();
  }
}
