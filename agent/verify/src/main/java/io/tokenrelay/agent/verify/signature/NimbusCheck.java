package io.tokenrelay.agent.verify.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** HMAC (RFC 7518 §3.2) with Nimbus, whose verifiers are thread-safe. */
public final class NimbusCheck implements SignatureCheck {
  private final JWSHeader header;
  private final JWSVerifier verifier;

  private NimbusCheck(String algorithm, JWSVerifier verifier) {
    this.header = new JWSHeader(JWSAlgorithm.parse(algorithm));
    this.verifier = verifier;
  }

  public static SignatureCheck secret(String algorithm, byte[] secret) throws JOSEException {
    return new NimbusCheck(algorithm, new MACVerifier(secret));
  }

  @Override
  public String provider() {
    return "Nimbus";
  }

  @Override
  public boolean verify(byte[] token, int signedLength, byte[] signature)
      throws GeneralSecurityException {
    try {
      return verifier.verify(
          header, Arrays.copyOf(token, signedLength), Base64URL.encode(signature));
    } catch (JOSEException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
