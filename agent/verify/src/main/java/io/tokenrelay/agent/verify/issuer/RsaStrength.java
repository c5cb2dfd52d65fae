package io.tokenrelay.agent.verify.issuer;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;

/**
 * Which RSA keys are used: 2048 bits at least (RFC 7518 §3.3), and nothing that no sound generator
 * makes. The upper bounds keep one verification below a few milliseconds.
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
      throw new UnusableKeyException("RSA with " + bits + " bits is too weak, 2048 are the least");
    }
    if (bits > MAX_BITS) {
      throw new UnusableKeyException("RSA with " + bits + " bits is too slow, 8192 are the most");
    }
    if (modulus.signum() < 0 || !modulus.testBit(0)) {
      throw new UnusableKeyException("its RSA modulus is not one");
    }
    BigInteger exponent = key.getPublicExponent();
    if (exponent.compareTo(BigInteger.valueOf(3)) < 0
        || !exponent.testBit(0)
        || exponent.bitLength() > MAX_EXPONENT_BITS) {
      throw new UnusableKeyException("its RSA exponent is not one");
    }
    return key;
  }
}
