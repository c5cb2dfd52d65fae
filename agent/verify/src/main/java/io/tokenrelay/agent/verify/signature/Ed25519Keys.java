package io.tokenrelay.agent.verify.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * Ed25519 keys (RFC 8032, RFC 8037 §2) of the Java runtime, which supports them since Java 15.
 * Nimbus would need Tink for them.
 */
public final class Ed25519Keys {
  private static final int LENGTH = 32;

  /** What precedes the 32 bytes of the key in a SubjectPublicKeyInfo (RFC 8410 §4). */
  private static final byte[] SPKI = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private Ed25519Keys() {}

  /**
   * @throws GeneralSecurityException when the runtime does not support Ed25519 or this is not such
   *     a key
   */
  public static PublicKey key(byte[] x) throws GeneralSecurityException {
    if (x.length != LENGTH) {
      throw new GeneralSecurityException("an Ed25519 key has 32 bytes, this has " + x.length);
    }
    byte[] encoded = Arrays.copyOf(SPKI, SPKI.length + LENGTH);
    System.arraycopy(x, 0, encoded, SPKI.length, LENGTH);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  /** Whether it is Ed25519, not Ed448, which Java calls by the same name. */
  public static boolean fits(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return encoded.length == SPKI.length + LENGTH
        && Arrays.equals(Arrays.copyOf(encoded, SPKI.length), SPKI);
  }
}
