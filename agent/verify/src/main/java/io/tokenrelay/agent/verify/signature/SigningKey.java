package io.tokenrelay.agent.verify.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import io.tokenrelay.agent.config.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A private key that tokens are signed with, with its public part as others get to see it. Safe for
 * use by several threads. Never prints anything of the private part.
 */
public final class SigningKey {
  private static final int LEAST_RSA_BITS = 2048;

  private final PrivateKey key;
  private final PublicKey publicKey;
  private final String algorithm;
  private final int signatureLength;
  private final Json jwk;
  private final String keyId;

  private SigningKey(
      PrivateKey key, PublicKey publicKey, String algorithm, int signatureLength, Json thumbprinted)
      throws GeneralSecurityException {
    this.key = key;
    this.publicKey = publicKey;
    this.algorithm = algorithm;
    this.signatureLength = signatureLength;
    this.keyId =
        base64url(
            MessageDigest.getInstance("SHA-256")
                .digest(thumbprinted.compact().getBytes(StandardCharsets.UTF_8)));
    this.jwk = thumbprinted.with("use", "sig").with("alg", algorithm).with("kid", keyId);
  }

  /**
   * @throws GeneralSecurityException saying what is wrong with the key
   */
  public static SigningKey of(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
    SigningKey signing =
        publicKey instanceof RSAPublicKey
            ? rsa(key, (RSAPublicKey) publicKey)
            : ec(key, (ECPublicKey) publicKey);
    byte[] text = "a pair".getBytes(StandardCharsets.US_ASCII);
    Signature check = Signature.getInstance(JcaCheck.jca(signing.algorithm));
    check.initVerify(publicKey);
    check.update(text);
    if (!check.verify(signing.jcaSignature(text))) {
      throw new GeneralSecurityException("its public part does not belong to its private part");
    }
    return signing;
  }

  /** The members that RFC 7638 §3.2 requires, in its order. */
  private static SigningKey rsa(PrivateKey key, RSAPublicKey of) throws GeneralSecurityException {
    int bits = of.getModulus().bitLength();
    if (bits < LEAST_RSA_BITS) {
      throw new GeneralSecurityException(
          "an RSA key of " + bits + " bits is too short: " + LEAST_RSA_BITS + " are needed");
    }
    Json jwk =
        new Json()
            .with("e", base64url(unsigned(of.getPublicExponent())))
            .with("kty", "RSA")
            .with("n", base64url(unsigned(of.getModulus())));
    return new SigningKey(key, of, "RS256", (bits + 7) / 8, jwk);
  }

  private static SigningKey ec(PrivateKey key, ECPublicKey of) throws GeneralSecurityException {
    Curve curve = Curve.forECParameterSpec(of.getParams());
    String algorithm = algorithm(curve);
    int size = of.getParams().getOrder().bitLength();
    ECKey encoded = new ECKey.Builder(curve, of).build();
    Json jwk =
        new Json()
            .with("crv", curve.getName())
            .with("kty", "EC")
            .with("x", encoded.getX().toString())
            .with("y", encoded.getY().toString());
    return new SigningKey(key, of, algorithm, 2 * ((size + 7) / 8), jwk);
  }

  /** RFC 7518 §3.4. */
  private static String algorithm(@Nullable Curve curve) throws GeneralSecurityException {
    if (Curve.P_256.equals(curve)) {
      return "ES256";
    }
    if (Curve.P_384.equals(curve)) {
      return "ES384";
    }
    if (Curve.P_521.equals(curve)) {
      return "ES512";
    }
    throw new GeneralSecurityException("of elliptic curves, only P-256, P-384 and P-521 are used");
  }

  /** Of JWS (RFC 7518 §3.1). */
  public String algorithm() {
    return algorithm;
  }

  /** The thumbprint of RFC 7638. */
  public String keyId() {
    return keyId;
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  /** The public part (RFC 7517 §4). */
  public Json jwk() {
    return jwk;
  }

  /**
   * A JWT that it has signed, in JWS compact serialisation (RFC 7515 §7.1). Never to be logged.
   *
   * @param type header {@code typ}
   */
  public String token(String type, Json claims) throws GeneralSecurityException {
    Json header = new Json().with("typ", type).with("alg", algorithm).with("kid", keyId);
    String signed = base64url(header) + '.' + base64url(claims);
    return signed + '.' + base64url(sign(signed.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String base64url(Json json) {
    return base64url(json.compact().getBytes(StandardCharsets.UTF_8));
  }

  /** The signature in the form of JWS (RFC 7518 §3.3, §3.4). */
  public byte[] sign(byte[] text) throws GeneralSecurityException {
    byte[] signature = jcaSignature(text);
    if (algorithm.startsWith("RS")) {
      return signature;
    }
    try {
      return ECDSA.transcodeSignatureToConcat(signature, signatureLength);
    } catch (JOSEException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private byte[] jcaSignature(byte[] text) throws GeneralSecurityException {
    Signature signature = prepared();
    signature.update(text);
    return signature.sign();
  }

  private Signature prepared() throws GeneralSecurityException {
    String jca = JcaCheck.jca(algorithm);
    Provider faster = FasterProvider.get();
    if (faster != null && FasterProvider.offers(faster, jca)) {
      try {
        Signature signature = Signature.getInstance(jca, faster);
        signature.initSign(key);
        return signature;
      } catch (GeneralSecurityException | RuntimeException notWithThisKey) {
        // the JDK's own will do
      }
    }
    Signature signature = Signature.getInstance(jca);
    signature.initSign(key);
    return signature;
  }

  /** Without the byte of the sign (RFC 7518 §2, Base64urlUInt). */
  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  /** Without padding (RFC 7515 §2). */
  public static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return algorithm + " key " + keyId;
  }
}
