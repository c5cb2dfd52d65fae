package io.tokenrelay.agent.verify.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * Ed25519 (RFC 8032, RFC 8037 §3.1) by the runtime, which has it from Java 15 on. Nimbus would need
 * Tink for it. A new {@link Signature} each time: one that has thrown on a damaged signature
 * refuses the next good one.
 */
public final class Ed25519Check implements SignatureCheck {
  private static final String NAME = "Ed25519";
  private static final int KEY_LENGTH = 32;
  private static final int SIGNATURE_LENGTH = 64;

  /** What stands before the 32 bytes of the key in a SubjectPublicKeyInfo (RFC 8410 §4). */
  private static final byte[] SPKI = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private final PublicKey key;

  public Ed25519Check(PublicKey key) {
    this.key = key;
  }

  /**
   * @throws GeneralSecurityException when the runtime has no Ed25519 or this is no such key
   */
  public static PublicKey key(byte[] x) throws GeneralSecurityException {
    if (x.length != KEY_LENGTH) {
      throw new GeneralSecurityException("an Ed25519 key has 32 bytes, this has " + x.length);
    }
    byte[] encoded = Arrays.copyOf(SPKI, SPKI.length + KEY_LENGTH);
    System.arraycopy(x, 0, encoded, SPKI.length, KEY_LENGTH);
    return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
  }

  /** Tells it from Ed448, which Java calls by the same name. */
  public static boolean fits(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return encoded.length == SPKI.length + KEY_LENGTH
        && Arrays.equals(Arrays.copyOf(encoded, SPKI.length), SPKI);
  }

  @Override
  public boolean verify(byte[] signed, String signature) throws GeneralSecurityException {
    byte[] bytes = Base64.getUrlDecoder().decode(signature);
    if (bytes.length != SIGNATURE_LENGTH) { // JDK 17 accepts one byte more
      return false;
    }
    Signature check = Signature.getInstance(NAME);
    check.initVerify(key);
    check.update(signed);
    try {
      return check.verify(bytes);
    } catch (SignatureException e) {
      return false;
    }
  }
}
