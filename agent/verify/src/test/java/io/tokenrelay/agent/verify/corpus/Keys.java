package io.tokenrelay.agent.verify.corpus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenrelay.agent.verify.Signer;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The keys of the issuers, and those of strangers who call theirs by the same names. */
final class Keys {
  static final Signer RSA = Signer.rsa("r");
  static final Signer P256 = Signer.ec("e256", "secp256r1");
  static final Signer P384 = Signer.ec("e384", "secp384r1");
  static final Signer P521 = Signer.ec("e521", "secp521r1");
  private static final @Nullable Signer ED = ed25519("ed");

  /** Published for PS256, for encryption, too short, and with exponent 3. */
  static final Signer FOR_PS256 = Signer.rsa("ps");

  static final Signer FOR_ENCRYPTION = Signer.rsa("enc");
  static final Signer WEAK = Signer.rsa("weak", 1024);
  static final Signer CUBE = exponentThree();

  /** In a PEM file, and nowhere else. */
  static final Signer PEM = Signer.rsa("not-published");

  /** More than are tried for a token without {@code kid}. */
  static final List<Signer> CROWD = crowd(10);

  static final byte[] SECRET = secret();

  static final Signer STRANGER_RSA = Signer.rsa("r");
  static final Signer STRANGER_P256 = Signer.ec("e256", "secp256r1");
  static final Signer STRANGER_P384 = Signer.ec("e384", "secp384r1");
  static final Signer STRANGER_P521 = Signer.ec("e521", "secp521r1");
  private static final @Nullable Signer STRANGER_ED = ed25519("ed");

  static final String[] ALGORITHMS = {
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
    "Ed25519"
  };

  private Keys() {}

  /** The issuer's key for this algorithm. */
  static Signer of(String algorithm) {
    switch (algorithm) {
      case "ES256":
        return P256;
      case "ES384":
        return P384;
      case "ES512":
        return P521;
      case "EdDSA":
      case "Ed25519":
        return ed();
      default:
        return RSA;
    }
  }

  static Signer stranger(String algorithm) {
    switch (algorithm) {
      case "ES256":
        return STRANGER_P256;
      case "ES384":
        return STRANGER_P384;
      case "ES512":
        return STRANGER_P521;
      case "EdDSA":
      case "Ed25519":
        return strangerEd();
      default:
        return STRANGER_RSA;
    }
  }

  /** Where the runtime has no Ed25519 the specimen is skipped. */
  static Signer ed() {
    assumeTrue(ED != null, "needs Java 15");
    return ED;
  }

  static Signer strangerEd() {
    assumeTrue(STRANGER_ED != null, "needs Java 15");
    return STRANGER_ED;
  }

  static boolean hasEd25519() {
    return ED != null;
  }

  private static @Nullable Signer ed25519(String keyId) {
    try {
      KeyPairGenerator.getInstance("Ed25519");
      return Signer.ed25519(keyId);
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  private static Signer exponentThree() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(2048, BigInteger.valueOf(3)));
      return Signer.of("cube", generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Signer> crowd(int size) {
    List<Signer> crowd = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      crowd.add(Signer.ec("c" + i, "secp256r1"));
    }
    return crowd;
  }

  private static byte[] secret() {
    byte[] secret = new byte[32];
    Random random = new Random();
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) ('a' + random.nextInt(26)); // it lies in a text file
    }
    return secret;
  }
}
