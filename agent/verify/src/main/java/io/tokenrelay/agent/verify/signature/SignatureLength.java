package io.tokenrelay.agent.verify.signature;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/**
 * How many bytes a signature must have, given its key and algorithm. Checked before anything is
 * computed: providers differ in what they accept (JDK 17 accepts an Ed25519 signature with an extra
 * byte, others an RSA signature without its leading zeros), and a wrong length must not cost a
 * public-key operation.
 */
public final class SignatureLength {
  private static final int ED25519 = 64;

  private SignatureLength() {}

  public static int of(PublicKey key) {
    if (key instanceof RSAPublicKey) { // RFC 8017 §8.1.2 and §8.2.2: that of the modulus
      return bytes(((RSAPublicKey) key).getModulus().bitLength());
    }
    if (key instanceof ECPublicKey) { // RFC 7518 §3.4: r and s, each as long as a coordinate
      return 2 * bytes(((ECPublicKey) key).getParams().getCurve().getField().getFieldSize());
    }
    return ED25519; // RFC 8032 §5.1.6
  }

  /**
   * @param algorithm such as {@code HS256} (RFC 7518 §3.2)
   */
  public static int ofSecret(String algorithm) {
    return Integer.parseInt(algorithm.substring(2)) / 8;
  }

  private static int bytes(int bits) {
    return (bits + 7) / 8;
  }
}
