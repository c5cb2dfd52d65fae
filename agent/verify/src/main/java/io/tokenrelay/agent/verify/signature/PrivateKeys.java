package io.tokenrelay.agent.verify.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private keys in PEM: {@code BEGIN PRIVATE KEY} (RFC 7468 §10, PKCS #8), in their order. */
public final class PrivateKeys {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private PrivateKeys() {}

  /**
   * @return at least one key
   * @throws GeneralSecurityException saying what is wrong; nothing of a key is in its message
   */
  public static List<SigningKey> parse(String pem) throws GeneralSecurityException {
    List<SigningKey> keys = new ArrayList<>();
    Matcher block = BLOCK.matcher(pem);
    int end = 0;
    while (block.find()) {
      requireWhole(pem.substring(end, block.start()));
      end = block.end();
      String kind = block.group(1);
      if (kind.equals("PRIVATE KEY")) {
        keys.add(key(block.group(2), keys.size() + 1));
      } else if (kind.endsWith("PRIVATE KEY")) {
        throw new GeneralSecurityException(
            "BEGIN "
                + kind
                + " is not PKCS #8 in the clear: convert it with openssl pkcs8 -topk8 -nocrypt");
      }
    }
    requireWhole(pem.substring(end));
    if (keys.isEmpty()) {
      throw new GeneralSecurityException("it has no BEGIN PRIVATE KEY block");
    }
    return Collections.unmodifiableList(keys);
  }

  /** What is between blocks may be anything, but the beginning or the end of one. */
  private static void requireWhole(String between) throws GeneralSecurityException {
    if (between.contains("-----")) {
      throw new GeneralSecurityException("a block in it is cut off: it may be half written");
    }
  }

  private static SigningKey key(String base64, int number) throws GeneralSecurityException {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return complete(key(der));
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException("key " + number + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new GeneralSecurityException("key " + number + " cannot be read");
    }
  }

  private static PrivateKey key(byte[] der) throws GeneralSecurityException {
    for (String kind : new String[] {"RSA", "EC"}) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException another) {
        // the next kind
      }
    }
    throw new GeneralSecurityException("it is neither an RSA nor an EC key");
  }

  private static SigningKey complete(PrivateKey key) throws GeneralSecurityException {
    if (key instanceof ECPrivateKey) {
      return EcPublicPart.complete((ECPrivateKey) key);
    }
    if (!(key instanceof RSAPrivateCrtKey)) {
      throw new GeneralSecurityException("its public part is not known");
    }
    RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key;
    return SigningKey.of(
        rsa,
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())));
  }
}
