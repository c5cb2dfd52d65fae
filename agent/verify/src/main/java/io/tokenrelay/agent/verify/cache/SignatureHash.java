package io.tokenrelay.agent.verify.cache;

import java.security.SecureRandom;

/**
 * A seeded hash of the end of a token's text, for the table of verified tokens: their end is
 * signature, which nobody can choose, so 32 characters distinguish tokens as well as all of them
 * do, at a fifteenth of the cost. A table that strangers can fill is hashed by {@link TextHash}.
 */
final class SignatureHash {
  /** The shortest signature, HS256's, has 43 characters. */
  private static final int LENGTH = 32;

  private static final long LOW = 0xFFFF_FFFFL;

  private final long[] keys = new long[LENGTH / 4];

  SignatureHash() {
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < keys.length; i++) {
      keys[i] = random.nextLong();
    }
  }

  /** NH (RFC 4418 §5.2) of the last 32 characters; 0 for a text too short to be a token. */
  int of(String text) {
    int at = text.length() - LENGTH;
    if (at < 0) {
      return 0;
    }
    long sum = 0;
    for (long key : keys) {
      long one = text.charAt(at) | text.charAt(at + 1) << 16;
      long other = text.charAt(at + 2) | text.charAt(at + 3) << 16;
      sum += ((one + key) & LOW) * ((other + (key >>> 32)) & LOW);
      at += 4;
    }
    return TextHash.mix(sum);
  }
}
