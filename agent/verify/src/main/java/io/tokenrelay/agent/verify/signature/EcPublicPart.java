package io.tokenrelay.agent.verify.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import javax.crypto.KeyAgreement;

/**
 * The public part of an EC key, which PKCS #8 may leave out, and the JDK passes over: the generator
 * of the curve times the private number, computed by ECDH with the generator for the other side.
 * That gives the point's x (SEC 1 §3.3.1); its y is one of two.
 */
final class EcPublicPart {
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private EcPublicPart() {}

  /** The key with its public part. */
  static SigningKey complete(ECPrivateKey key) throws GeneralSecurityException {
    ECParameterSpec parameters = key.getParams();
    BigInteger p = prime(parameters);
    BigInteger x = x(key, parameters);
    BigInteger y = y(x, parameters.getCurve(), p);
    try {
      return SigningKey.of(key, point(x, y, parameters));
    } catch (GeneralSecurityException theOther) {
      return SigningKey.of(key, point(x, p.subtract(y), parameters));
    }
  }

  /** Of each curve that JWS uses, it is 3 modulo 4, so that roots are easily found. */
  private static BigInteger prime(ECParameterSpec parameters) throws GeneralSecurityException {
    if (parameters.getCurve().getField() instanceof ECFieldFp) {
      BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
      if (p.testBit(0) && p.testBit(1)) {
        return p;
      }
    }
    throw new GeneralSecurityException("of elliptic curves, only P-256, P-384 and P-521 are used");
  }

  private static BigInteger x(ECPrivateKey key, ECParameterSpec parameters)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(key);
    ECPoint generator = parameters.getGenerator();
    agreement.doPhase(point(generator.getAffineX(), generator.getAffineY(), parameters), true);
    return new BigInteger(1, agreement.generateSecret());
  }

  private static BigInteger y(BigInteger x, EllipticCurve curve, BigInteger p) {
    BigInteger square = x.modPow(THREE, p).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
    return square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
  }

  private static PublicKey point(BigInteger x, BigInteger y, ECParameterSpec parameters)
      throws GeneralSecurityException {
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), parameters));
  }
}
