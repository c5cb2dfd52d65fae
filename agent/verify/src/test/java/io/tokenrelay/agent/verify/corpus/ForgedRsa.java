package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.SIGNATURE;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;
import static io.tokenrelay.agent.verify.corpus.Tokens.signature;
import static io.tokenrelay.agent.verify.corpus.Tokens.withSignature;

import io.tokenrelay.agent.verify.Signer;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** What can be tried against RSA alone. */
final class ForgedRsa {
  /** DigestInfo of SHA-256 up to the digest (RFC 8017 §9.2, note 1). */
  private static final byte[] SHA256 = {
    0x30,
    0x31,
    0x30,
    0x0d,
    0x06,
    0x09,
    0x60,
    (byte) 0x86,
    0x48,
    0x01,
    0x65,
    0x03,
    0x04,
    0x02,
    0x01,
    0x05,
    0x00,
    0x04,
    0x20
  };

  private ForgedRsa() {}

  static void addTo(Corpus corpus) {
    corpus.refuses(
        SIGNATURE,
        "RS256: the modulus added to the signature",
        () -> plusModulus(Keys.RSA, "RS256"));
    corpus.refuses(
        SIGNATURE,
        "PS256: the modulus added to the signature",
        () -> plusModulus(Keys.RSA, "PS256"));
    corpus.refuses(
        SIGNATURE, "RS256: the modulus itself", () -> number(Keys.RSA, "RS256", modulus(Keys.RSA)));
    corpus.refuses(
        SIGNATURE, "RS256: the number one", () -> number(Keys.RSA, "RS256", BigInteger.ONE));
    corpus.refuses(
        SIGNATURE,
        "RS256: the modulus less one",
        () -> number(Keys.RSA, "RS256", modulus(Keys.RSA).subtract(BigInteger.ONE)));
    corpus.refuses(
        SIGNATURE, "exponent 3: a cube root, the rest after the digest", () -> cubeRoot(main("")));
    corpus.refuses(SIGNATURE, "PS256: a salt of no length", () -> salted("SHA-256", "SHA-256", 0));
    corpus.refuses(SIGNATURE, "PS256: a salt of 20 bytes", () -> salted("SHA-256", "SHA-256", 20));
    corpus.refuses(SIGNATURE, "PS256: a salt of 64 bytes", () -> salted("SHA-256", "SHA-256", 64));
    corpus.refuses(
        SIGNATURE, "PS256: mask by SHA-1 (RFC 7518 §3.5)", () -> salted("SHA-256", "SHA-1", 32));
    corpus.refuses(SIGNATURE, "PS256: digest by SHA-1", () -> salted("SHA-1", "SHA-256", 32));
  }

  private static BigInteger modulus(Signer signer) {
    return ((RSAPublicKey) signer.pair.getPublic()).getModulus();
  }

  private static String number(Signer signer, String algorithm, BigInteger signature) {
    return withSignature(signer.token(algorithm, main("")), fixed(signature, 256));
  }

  /** A number with the same power, where there is room for it in 256 bytes. */
  private static String plusModulus(Signer signer, String algorithm) {
    while (true) {
      String good = signer.token(algorithm, main(""));
      BigInteger other = new BigInteger(1, signature(good)).add(modulus(signer));
      if (other.bitLength() <= 2048) {
        return withSignature(good, fixed(other, 256));
      }
    }
  }

  /**
   * Daniel Bleichenbacher's forgery of 2006 (RFC 8017 §8.2.2, note): padding and digest at the
   * front of a number, and the rest of it such that the whole has nearly a cube root.
   */
  private static String cubeRoot(String claims) {
    try {
      String input = Signer.encode(Keys.CUBE.header("RS256")) + "." + Signer.encode(claims);
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(input.getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream front = new ByteArrayOutputStream();
      front.write(0);
      front.write(1);
      for (int i = 0; i < 8; i++) {
        front.write(0xff);
      }
      front.write(0);
      front.write(SHA256, 0, SHA256.length);
      front.write(digest, 0, digest.length);
      int rest = (256 - front.size()) * 8;
      BigInteger highest =
          new BigInteger(1, front.toByteArray())
              .shiftLeft(rest)
              .add(BigInteger.ONE.shiftLeft(rest).subtract(BigInteger.ONE));
      byte[] root = fixed(cubeRoot(highest), 256);
      return input + "." + Signer.encode(root);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The greatest number whose cube is no greater. */
  private static BigInteger cubeRoot(BigInteger number) {
    BigInteger low = BigInteger.ZERO;
    BigInteger high = BigInteger.ONE.shiftLeft(number.bitLength() / 3 + 1);
    while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
      BigInteger middle = low.add(high).shiftRight(1);
      if (middle.pow(3).compareTo(number) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static String salted(String digest, String mask, int length) {
    try {
      String input = Signer.encode(Keys.RSA.header("PS256")) + "." + Signer.encode(main(""));
      Signature signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(
          new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(mask), length, 1));
      signature.initSign(Keys.RSA.pair.getPrivate());
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + Signer.encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] fixed(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[length];
    int count = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
    return fixed;
  }
}
