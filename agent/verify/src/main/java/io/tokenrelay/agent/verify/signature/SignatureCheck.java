package io.tokenrelay.agent.verify.signature;

import java.security.GeneralSecurityException;

/** One public key with one algorithm. Hides which provider does the work. */
public interface SignatureCheck {
  /**
   * Verifies a signature; thread-safe.
   *
   * @param token the bytes of a JWS, unchanged
   * @param signedLength how many of them are the JWS signing input (RFC 7515 §5.1)
   * @param signature the third part, decoded; its length fits the key
   * @throws GeneralSecurityException when this runtime does not support it at all
   */
  boolean verify(byte[] token, int signedLength, byte[] signature) throws GeneralSecurityException;

  /** The name of the provider that did the work last. */
  String provider();
}
