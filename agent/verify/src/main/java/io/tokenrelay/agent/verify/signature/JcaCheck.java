package io.tokenrelay.agent.verify.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.impl.ECDSA;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A public key with the JCA, without a library's overhead. Keeps a few Signature objects that are
 * initialised with the key, since finding a provider and preparing a key costs microseconds. Each
 * is used by one thread at a time. One that has returned false, or thrown, is discarded: the JDK's
 * Ed25519 refuses the next good signature after a damaged one.
 */
public final class JcaCheck implements SignatureCheck {
  private static final Logger LOG = LoggerFactory.getLogger(JcaCheck.class);
  private static final int IDLE = 8;

  private final String algorithm;
  private final PublicKey key;
  private final AtomicReferenceArray<@Nullable Ready> idle = new AtomicReferenceArray<>(IDLE);
  private volatile String provider = "";

  /**
   * @param algorithm RS, PS or ES of 256, 384 or 512, that fits the key; or EdDSA
   */
  public JcaCheck(String algorithm, PublicKey key) {
    this.algorithm = algorithm;
    this.key = key;
  }

  @Override
  public boolean verify(byte[] token, int signedLength, byte[] signature)
      throws GeneralSecurityException {
    byte[] bytes = signature;
    try {
      if (algorithm.startsWith("ES")) {
        // CVE-2022-21449: keeps zeros from a JDK that accepts them
        ECDSA.ensureLegalSignature(bytes, JWSAlgorithm.parse(algorithm));
        bytes = ECDSA.transcodeSignatureToDER(bytes);
      }
    } catch (JOSEException | RuntimeException e) {
      return false;
    }
    int slot = (int) Thread.currentThread().getId() & (IDLE - 1);
    Provider faster = FasterProvider.get();
    Ready ready = idle.getAndSet(slot, null);
    if (ready == null || !ready.isFor(faster)) {
      ready = new Ready(prepared(faster), faster);
      provider = ready.signature.getProvider().getName();
    }
    ready.signature.update(token, 0, signedLength);
    try {
      if (!ready.signature.verify(bytes)) {
        return false;
      }
    } catch (SignatureException e) {
      return false;
    }
    idle.lazySet(slot, ready);
    return true;
  }

  @Override
  public String provider() {
    return provider;
  }

  /** Falls back to the JDK for a key that the faster provider does not accept. */
  Signature prepared(@Nullable Provider faster) throws GeneralSecurityException {
    String jca = jca(algorithm);
    if (faster != null && FasterProvider.offers(faster, jca)) {
      try {
        return prepared(Signature.getInstance(jca, faster));
      } catch (GeneralSecurityException | RuntimeException e) {
        LOG.debug("{} does not accept a key for {}", faster.getName(), algorithm, e);
      }
    }
    return prepared(Signature.getInstance(jca));
  }

  private Signature prepared(Signature check) throws GeneralSecurityException {
    if (algorithm.startsWith("PS")) {
      int bits = Integer.parseInt(algorithm.substring(2));
      String digest = "SHA-" + bits;
      check.setParameter(
          new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), bits / 8, 1));
    }
    check.initVerify(key);
    return check;
  }

  /** The JCA's name for a JWS algorithm. */
  static String jca(String algorithm) {
    switch (algorithm.substring(0, 2)) {
      case "RS":
        return "SHA" + algorithm.substring(2) + "withRSA";
      case "PS":
        return "RSASSA-PSS";
      case "ES":
        return "SHA" + algorithm.substring(2) + "withECDSA";
      default:
        return "Ed25519";
    }
  }

  /** A Signature for the key, and the provider that was preferred when it was made. */
  private static final class Ready {
    final Signature signature;
    private final @Nullable Provider preferred;

    Ready(Signature signature, @Nullable Provider preferred) {
      this.signature = signature;
      this.preferred = preferred;
    }

    @SuppressWarnings("ReferenceEquality") // a Provider is a map, and compares its entries
    boolean isFor(@Nullable Provider provider) {
      return preferred == provider;
    }
  }
}
