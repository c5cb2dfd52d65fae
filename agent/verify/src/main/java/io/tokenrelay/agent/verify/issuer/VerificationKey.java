package io.tokenrelay.agent.verify.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import io.tokenrelay.agent.verify.signature.Ed25519Keys;
import io.tokenrelay.agent.verify.signature.JcaCheck;
import io.tokenrelay.agent.verify.signature.NimbusCheck;
import io.tokenrelay.agent.verify.signature.SignatureCheck;
import io.tokenrelay.agent.verify.signature.SignatureLength;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key of one issuer, ready for every algorithm that it may be used with. The same object lives on
 * while the issuer publishes the key; once it is gone, {@link #isWithdrawn} invalidates every
 * verdict that relies on it.
 */
public final class VerificationKey {
  private final @Nullable String keyId;
  private final String identity;
  private final Map<String, SignatureCheck> checks;
  private final int signatureLength;
  private volatile boolean withdrawn;

  private VerificationKey(
      @Nullable String keyId,
      String identity,
      Map<String, SignatureCheck> checks,
      int signatureLength) {
    this.keyId = keyId;
    this.identity = keyId + " " + checks.keySet() + " " + identity;
    this.checks = checks;
    this.signatureLength = signatureLength;
  }

  /**
   * @param declared the only algorithm that the key itself allows, or null
   * @param allowed the algorithms allowed for the issuer
   */
  static VerificationKey of(
      PublicKey key, @Nullable String keyId, @Nullable String declared, Set<String> allowed)
      throws UnusableKeyException {
    Map<String, SignatureCheck> checks = new LinkedHashMap<>();
    try {
      for (String algorithm : allowed) {
        if (declared == null || sameAlgorithm(declared, algorithm)) {
          SignatureCheck check = check(key, algorithm);
          if (check != null) {
            checks.put(algorithm, check);
          }
        }
      }
    } catch (JOSEException e) {
      throw new UnusableKeyException(String.valueOf(e.getMessage()));
    }
    if (checks.isEmpty()) {
      throw unused(key, keyId, declared, allowed);
    }
    return new VerificationKey(
        keyId,
        Base64.getEncoder().encodeToString(key.getEncoded()),
        checks,
        SignatureLength.of(key));
  }

  /** A fault of the key itself takes precedence. */
  private static UnusableKeyException unused(
      PublicKey key, @Nullable String keyId, @Nullable String declared, Set<String> allowed)
      throws UnusableKeyException {
    if (allowed.containsAll(IssuerSettings.PUBLIC_KEY_ALGORITHMS)) {
      return new UnusableKeyException("it fits no known algorithm");
    }
    of(key, keyId, declared, IssuerSettings.PUBLIC_KEY_ALGORITHMS);
    return new DisallowedKeyException();
  }

  /** A shared secret; algorithms that need a longer one are left out. */
  static VerificationKey secret(byte[] secret, Set<String> allowed) throws UnusableKeyException {
    Map<String, SignatureCheck> checks = new LinkedHashMap<>();
    try {
      for (String algorithm : allowed) {
        if (secret.length * 8 >= Integer.parseInt(algorithm.substring(2))) {
          checks.put(algorithm, NimbusCheck.secret(algorithm, secret));
        }
      }
    } catch (JOSEException e) {
      throw new UnusableKeyException(String.valueOf(e.getMessage()));
    }
    if (checks.isEmpty()) {
      throw new UnusableKeyException("the secret is too short: HS256 needs 32 bytes");
    }
    return new VerificationKey(null, Base64.getEncoder().encodeToString(secret), checks, 0);
  }

  @Nullable String keyId() {
    return keyId;
  }

  /** Null when the key does not support this algorithm. */
  public @Nullable SignatureCheck check(String algorithm) {
    return checks.get(algorithm);
  }

  /**
   * Whether a signature of this length can be this key's.
   *
   * @param length in bytes
   */
  public boolean fits(String algorithm, int length) {
    return length == (signatureLength == 0 ? SignatureLength.ofSecret(algorithm) : signatureLength);
  }

  Set<String> algorithms() {
    return checks.keySet();
  }

  boolean sameAs(VerificationKey other) {
    return identity.equals(other.identity);
  }

  public boolean isWithdrawn() {
    return withdrawn;
  }

  void withdraw() {
    withdrawn = true;
  }

  private static @Nullable SignatureCheck check(PublicKey key, String algorithm)
      throws JOSEException, UnusableKeyException {
    boolean rsaAlgorithm = algorithm.startsWith("RS") || algorithm.startsWith("PS");
    if (key instanceof RSAPublicKey) {
      return rsaAlgorithm ? new JcaCheck(algorithm, RsaStrength.checked((RSAPublicKey) key)) : null;
    }
    if (key instanceof ECPublicKey) {
      ECPublicKey ec = (ECPublicKey) key;
      String fitting = new ECDSAVerifier(ec).supportedJWSAlgorithms().iterator().next().getName();
      return fitting.equals(algorithm) ? new JcaCheck(algorithm, ec) : null;
    }
    return isEd25519(algorithm) && Ed25519Keys.fits(key)
        ? new JcaCheck(algorithm, EdwardsStrength.checked(key))
        : null;
  }

  /** {@code EdDSA} (RFC 8037) and {@code Ed25519} (RFC 9864) name the same operation here. */
  private static boolean sameAlgorithm(String one, String other) {
    return one.equals(other) || (isEd25519(one) && isEd25519(other));
  }

  private static boolean isEd25519(String algorithm) {
    return algorithm.equals("EdDSA") || algorithm.equals("Ed25519");
  }
}
