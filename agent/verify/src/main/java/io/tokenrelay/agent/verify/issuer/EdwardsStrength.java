package io.tokenrelay.agent.verify.issuer;

import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Refuses Ed25519 keys that are points of small order (see RFC 7748 §6.1 and §7): with such a key
 * anyone can make signatures, and most implementations accept them.
 */
final class EdwardsStrength {
  private static final int LENGTH = 32;
  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  /** The coordinate y of every such point, in all its spellings. */
  private static final Set<BigInteger> SMALL_ORDER =
      new HashSet<>(
          Arrays.asList(
              BigInteger.ZERO,
              BigInteger.ONE,
              P.subtract(BigInteger.ONE),
              P,
              P.add(BigInteger.ONE),
              new BigInteger("5fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16),
              new BigInteger(
                  "7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16)));

  private EdwardsStrength() {}

  static PublicKey checked(PublicKey key) throws UnusableKeyException {
    byte[] encoded = key.getEncoded();
    byte[] y = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      y[i] = encoded[encoded.length - 1 - i]; // from little endian
    }
    y[0] &= 0x7f; // the sign of x
    if (SMALL_ORDER.contains(new BigInteger(1, y))) {
      throw new UnusableKeyException("its Ed25519 key is a point of small order: anyone can sign");
    }
    return key;
  }
}
