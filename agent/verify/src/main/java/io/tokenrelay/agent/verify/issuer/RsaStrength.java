package io.tokenrelay.agent.verify.issuer;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;

/**
 * Which RSA keys are accepted: at least 2048 bits (RFC 7518 §3.3), and nothing that a sound
 * generator would not produce. The upper bounds keep a verification to a few milliseconds.
 */
final class RsaStrength {
  private static final int MIN_BITS = 2_048;
  private static final int MAX_BITS = 8_192;
  private static final int MAX_EXPONENT_BITS = 64;

  private RsaStrength() {}

  static RSAPublicKey checked(RSAPublicKey key) throws UnusableKeyException {
    BigInteger modulus = key.getModulus();
    int bits = modulus.bitLength();
    if (bits < MIN_BITS) {
      throw new UnusableKeyException("RSA with " + bits + " bits is too weak, 2048 is the minimum");
    }
    if (bits > MAX_BITS) {
      throw new UnusableKeyException("RSA with " + bits + " bits is too slow, 8192 is the maximum");
    }
    if (modulus.signum() < 0 || !modulus.testBit(0)) {
      throw new UnusableKeyException("its RSA modulus is invalid");
    }
    BigInteger exponent = key.getPublicExponent();
    if (exponent.compareTo(BigInteger.valueOf(3)) < 0
        || !exponent.testBit(0)
        || exponent.bitLength() > MAX_EXPONENT_BITS) {
      throw new UnusableKeyException("its RSA exponent is invalid");
    }
    return key;
  }
}
