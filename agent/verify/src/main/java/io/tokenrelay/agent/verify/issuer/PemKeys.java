package io.tokenrelay.agent.verify.issuer;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys and certificates in PEM (RFC 7468 §5 and §13). */
final class PemKeys {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN (PUBLIC KEY|CERTIFICATE)-----([^-]+)-----END \\1-----");

  private static final String NO_ED25519 =
      "; Java "
          + System.getProperty("java.version")
          + " does not support Ed25519 (15 and later do)";

  private PemKeys() {}

  static LoadedKeys parse(String pem, String from, Set<String> allowed)
      throws KeysNotLoadedException {
    List<VerificationKey> keys = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      try {
        byte[] der = Base64.getMimeDecoder().decode(block.group(2));
        PublicKey key = block.group(1).equals("CERTIFICATE") ? certified(der) : key(der);
        keys.add(VerificationKey.of(key, null, null, allowed));
      } catch (GeneralSecurityException | UnusableKeyException | RuntimeException e) {
        refused.add("a block of " + from + ": " + e.getMessage());
      }
    }
    if (keys.isEmpty()) {
      throw new KeysNotLoadedException(
          from
              + (refused.isEmpty()
                  ? " contains no BEGIN PUBLIC KEY or BEGIN CERTIFICATE block"
                  : ": " + refused.get(0)));
    }
    return new LoadedKeys(
        KeySet.configured(Collections.unmodifiableList(keys)), KeyFile.POLL_SECONDS, refused);
  }

  private static PublicKey certified(byte[] der) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(der))
        .getPublicKey();
  }

  /** A SubjectPublicKeyInfo names its own kind, but no factory of the JDK reads that. */
  private static PublicKey key(byte[] der) throws GeneralSecurityException {
    GeneralSecurityException last = null;
    for (String kind : new String[] {"RSA", "EC", "Ed25519"}) {
      try {
        return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
      } catch (GeneralSecurityException e) {
        last = last == null ? e : last;
      }
    }
    String kinds = "no RSA, EC or Ed25519 key";
    throw new GeneralSecurityException(hasEd25519() ? kinds : kinds + NO_ED25519, last);
  }

  private static boolean hasEd25519() {
    try {
      return KeyFactory.getInstance("Ed25519") != null;
    } catch (NoSuchAlgorithmException e) {
      return false;
    }
  }
}
