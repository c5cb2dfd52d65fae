package io.tokenrelay.agent.verify.signature;

import java.security.GeneralSecurityException;

/** One public key with one algorithm. The seam behind which another provider may stand. */
public interface SignatureCheck {
  /**
   * Does the operation; safe for many threads at once.
   *
   * @param signed the JWS signing input (RFC 7515 §5.1)
   * @param signature the third part, canonical base64url
   * @throws GeneralSecurityException when this runtime cannot do it at all
   */
  boolean verify(byte[] signed, String signature) throws GeneralSecurityException;
}
