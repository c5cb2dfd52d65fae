package io.tokenrelay.agent.verify;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key pair made for a test: signs anything at all with the bare JCA, and publishes itself. */
public final class Signer {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  public final String keyId;
  public final KeyPair pair;

  private final byte[] secret;

  private Signer(String keyId, KeyPair pair) {
    this.keyId = keyId;
    this.pair = pair;
    this.secret = new byte[0];
  }

  private Signer(byte[] secret) {
    this.keyId = "secret";
    this.pair = new KeyPair(null, null);
    this.secret = secret;
  }

  /** Signs with HMAC. */
  static Signer secret(String secret) {
    return new Signer(secret.getBytes(StandardCharsets.UTF_8));
  }

  public static Signer of(String keyId, KeyPair pair) {
    return new Signer(keyId, pair);
  }

  public static Signer rsa(String keyId) {
    return rsa(keyId, 2048);
  }

  public static Signer rsa(String keyId, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return new Signer(keyId, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param curve such as {@code secp256r1}
   */
  public static Signer ec(String keyId, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return new Signer(keyId, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Signer ed25519(String keyId) {
    try {
      return new Signer(keyId, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signs the header and payload as they are, valid JSON or not. */
  public String sign(String algorithm, String header, String payload) {
    String input = encode(header) + "." + encode(payload);
    return input + "." + URL.encodeToString(signature(algorithm, input));
  }

  /** An ordinary header for this key. */
  public String header(String algorithm) {
    return "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + keyId + "\",\"typ\":\"JWT\"}";
  }

  public String token(String algorithm, String payload) {
    return sign(algorithm, header(algorithm), payload);
  }

  public byte[] signature(String algorithm, String input) {
    try {
      if (algorithm.startsWith("HS")) {
        Mac mac = Mac.getInstance("HmacSHA" + algorithm.substring(2));
        mac.init(new SecretKeySpec(secret, "HMAC"));
        return mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
      }
      Signature signature = Signature.getInstance(jca(algorithm));
      if (algorithm.startsWith("PS")) {
        int bits = Integer.parseInt(algorithm.substring(2));
        signature.setParameter(
            new PSSParameterSpec(
                "SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), bits / 8, 1));
      }
      signature.initSign(pair.getPrivate());
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      byte[] bytes = signature.sign();
      return algorithm.startsWith("ES") ? joined(bytes, coordinateLength()) : bytes;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String jca(String algorithm) {
    switch (algorithm.substring(0, 2)) {
      case "RS":
        return "SHA" + algorithm.substring(2) + "withRSA";
      case "PS":
        return "RSASSA-PSS";
      case "ES":
        return "SHA" + algorithm.substring(2) + "withECDSA";
      case "DE": // ECDSA as the JDK gives it, not as JWS wants it
        return "SHA256withECDSA";
      default:
        return "Ed25519";
    }
  }

  /** From DER to r and s side by side (RFC 7518 §3.4). */
  private static byte[] joined(byte[] der, int length) {
    int at = der[1] < 0 ? 3 : 2;
    byte[] joined = new byte[length * 2];
    for (int part = 0; part < 2; part++) {
      int size = der[at + 1];
      byte[] number = Arrays.copyOfRange(der, at + 2, at + 2 + size);
      byte[] fixed = fixed(new BigInteger(1, number), length);
      System.arraycopy(fixed, 0, joined, part * length, length);
      at += 2 + size;
    }
    return joined;
  }

  private int coordinateLength() {
    return (((ECPublicKey) pair.getPublic()).getParams().getCurve().getField().getFieldSize() + 7)
        / 8;
  }

  /** This key as a JWK, without alg. */
  public String jwk() {
    return jwk("\"use\":\"sig\"");
  }

  /**
   * @param more further members, as JSON text
   */
  public String jwk(String more) {
    String name = "{\"kid\":\"" + keyId + "\"," + more + ",";
    if (pair.getPublic() instanceof RSAPublicKey) {
      RSAPublicKey key = (RSAPublicKey) pair.getPublic();
      return name
          + "\"kty\":\"RSA\",\"n\":\""
          + number(key.getModulus())
          + "\",\"e\":\""
          + number(key.getPublicExponent())
          + "\"}";
    }
    if (pair.getPublic() instanceof ECPublicKey) {
      ECPublicKey key = (ECPublicKey) pair.getPublic();
      int bits = key.getParams().getCurve().getField().getFieldSize();
      return name
          + "\"kty\":\"EC\",\"crv\":\"P-"
          + bits
          + "\",\"x\":\""
          + URL.encodeToString(fixed(key.getW().getAffineX(), coordinateLength()))
          + "\",\"y\":\""
          + URL.encodeToString(fixed(key.getW().getAffineY(), coordinateLength()))
          + "\"}";
    }
    byte[] encoded = pair.getPublic().getEncoded();
    return name
        + "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
        + URL.encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
        + "\"}";
  }

  public String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  public static String jwks(Signer... signers) {
    String[] keys = new String[signers.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = signers[i].jwk();
    }
    return jwks(keys);
  }

  public static String jwks(String... jwks) {
    return "{\"keys\":[" + String.join(",", jwks) + "]}";
  }

  public static String encode(String text) {
    return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  public static String encode(byte[] bytes) {
    return URL.encodeToString(bytes);
  }

  private static String number(BigInteger number) {
    return URL.encodeToString(fixed(number, (number.bitLength() + 7) / 8));
  }

  private static byte[] fixed(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[length];
    int count = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
    return fixed;
  }
}
