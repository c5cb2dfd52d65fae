package io.tokenrelay.smoke;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Ed25519 (RFC 8037) by the JDK: Nimbus' own verifier wants another library. */
final class EdDsaOfTheJdk extends EdDSAProvider implements JWSVerifier {
  /** SubjectPublicKeyInfo up to the key (RFC 8410 §4). */
  private static final String PREFIX = "302a300506032b6570032100";

  private final PublicKey key;

  EdDsaOfTheJdk(OctetKeyPair key) throws JOSEException {
    if (!Curve.Ed25519.equals(key.getCurve())) {
      throw new JOSEException("not Ed25519");
    }
    try {
      String encoded = PREFIX + HexFormat.of().formatHex(key.getDecodedX());
      this.key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(encoded)));
    } catch (GeneralSecurityException unusable) {
      throw new JOSEException(unusable.getMessage(), unusable);
    }
  }

  @Override
  public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException {
    if (!JWSAlgorithm.EdDSA.equals(header.getAlgorithm())) {
      return false;
    }
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature.decode());
    } catch (GeneralSecurityException refused) {
      return false;
    }
  }
}
