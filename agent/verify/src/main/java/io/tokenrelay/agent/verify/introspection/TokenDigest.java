package io.tokenrelay.agent.verify.introspection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** SHA-256 of a token: the cache key, instead of the token itself. */
public final class TokenDigest {
  private final byte[] bytes;

  private TokenDigest(byte[] bytes) {
    this.bytes = bytes;
  }

  public static TokenDigest of(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return new TokenDigest(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenDigest && Arrays.equals(((TokenDigest) other).bytes, bytes);
  }

  @Override
  public String toString() {
    return "digest of a token";
  }
}
