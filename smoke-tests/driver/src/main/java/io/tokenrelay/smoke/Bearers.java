package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.HexFormat;

/** Reads Authorization headers for the observers, independently of the agent. */
final class Bearers {
  /** Believes nobody. */
  static final Bearers NONE = new Bearers(new JWKSet());

  private final JWKSet keys;

  private Bearers(JWKSet keys) {
    this.keys = keys;
  }

  /** Believes tokens that are signed with one of these keys (RFC 7517 §5). */
  static Bearers signedWith(String keys) throws ParseException {
    return new Bearers(JWKSet.parse(keys));
  }

  Bearer read(String authorization) {
    String digest = digest(authorization);
    try {
      SignedJWT token = SignedJWT.parse(authorization.replaceFirst("(?i)^Bearer ", ""));
      return new Bearer(
          token.getJWTClaimsSet().getSubject(),
          token.getJWTClaimsSet().getIssuer(),
          isGenuine(token),
          digest);
    } catch (ParseException notAToken) {
      return new Bearer(null, null, false, digest);
    }
  }

  private boolean isGenuine(SignedJWT token) {
    JWK key = keys.getKeyByKeyId(token.getHeader().getKeyID());
    try {
      return key != null && token.verify(new RSASSAVerifier(key.toRSAKey()));
    } catch (JOSEException refused) {
      return false;
    }
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
