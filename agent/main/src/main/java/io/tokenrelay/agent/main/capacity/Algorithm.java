package io.tokenrelay.agent.main.capacity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/** What tokens may be signed with (RFC 7518 §3.1, RFC 8037 §3.1), with the usual sizes of keys. */
public enum Algorithm {
  RS256("SHA256withRSA", "RSA", 2_048) {
    @Override
    String members(PublicKey key) {
      RSAPublicKey rsa = (RSAPublicKey) key;
      return member("kty", "RSA")
          + ','
          + member("n", number(rsa.getModulus(), rsa.getModulus().bitLength() / 8))
          + ','
          + member("e", number(rsa.getPublicExponent(), 3));
    }
  },

  ES256("SHA256withECDSA", "EC", 256) {
    @Override
    byte[] signature(byte[] der) throws GeneralSecurityException {
      try {
        return ECDSA.transcodeSignatureToConcat(der, 64);
      } catch (JOSEException e) {
        throw new GeneralSecurityException(e);
      }
    }

    @Override
    String members(PublicKey key) {
      ECPublicKey ec = (ECPublicKey) key;
      return member("kty", "EC")
          + ','
          + member("crv", "P-256")
          + ','
          + member("x", number(ec.getW().getAffineX(), 32))
          + ','
          + member("y", number(ec.getW().getAffineY(), 32));
    }
  },

  /** From Java 15 on. */
  EdDSA("Ed25519", "Ed25519", 255) {
    @Override
    String members(PublicKey key) {
      byte[] encoded = key.getEncoded();
      byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      return member("kty", "OKP")
          + ','
          + member("crv", "Ed25519")
          + ','
          + member("x", URL.encodeToString(x));
    }
  };

  static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final String signature;
  private final String keys;
  private final int keyBits;

  Algorithm(String signature, String keys, int keyBits) {
    this.signature = signature;
    this.keys = keys;
    this.keyBits = keyBits;
  }

  /** The name of the signature in the JCA. */
  String inJca() {
    return signature;
  }

  KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(keys);
    generator.initialize(keyBits);
    return generator.generateKeyPair();
  }

  /** As JWS has it, from what the JCA returns. */
  byte[] signature(byte[] jca) throws GeneralSecurityException {
    return jca;
  }

  /** Of its JWK (RFC 7517), without what does not depend on the algorithm. */
  abstract String members(PublicKey key);

  static String member(String name, String value) {
    return '"' + name + "\":\"" + value + '"';
  }

  /** Big-endian, of so many bytes. */
  static String number(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    byte[] bytes = new byte[length];
    int count = Math.min(length, signed.length);
    System.arraycopy(signed, signed.length - count, bytes, length - count, count);
    return URL.encodeToString(bytes);
  }
}
