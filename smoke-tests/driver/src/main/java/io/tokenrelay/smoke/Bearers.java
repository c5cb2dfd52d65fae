package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads Authorization headers for the observers, independently of the agent. */
final class Bearers {
  /** Believes nobody. */
  static final Bearers NONE = new Bearers(new JWKSet());

  private volatile JWKSet keys;

  private Bearers(JWKSet keys) {
    this.keys = keys;
  }

  /** Believes tokens that are signed with one of these keys (RFC 7517 §5). */
  static Bearers signedWith(String keys) throws ParseException {
    return new Bearers(JWKSet.parse(keys));
  }

  /** Believes those signed with one of these keys, too. */
  void learn(String more) throws ParseException {
    List<JWK> all = new ArrayList<>(keys.getKeys());
    all.addAll(JWKSet.parse(more).getKeys());
    keys = new JWKSet(all);
  }

  Bearer read(String authorization) {
    String digest = digest(authorization);
    try {
      SignedJWT token = SignedJWT.parse(authorization.replaceFirst("(?i)^Bearer ", ""));
      JWTClaimsSet claims = token.getJWTClaimsSet();
      String name = claims.getStringClaim("preferred_username"); // the subject is a number there
      return new Bearer(
          name == null ? claims.getSubject() : name, claims.getIssuer(), isGenuine(token), digest);
    } catch (ParseException notAToken) {
      return new Bearer(null, null, false, digest);
    }
  }

  private boolean isGenuine(SignedJWT token) {
    JWK key = keys.getKeyByKeyId(token.getHeader().getKeyID());
    try {
      return key != null && token.verify(verifier(key));
    } catch (JOSEException | RuntimeException refused) {
      return false;
    }
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    if (key instanceof RSAKey) {
      return new RSASSAVerifier(key.toRSAKey());
    }
    return key instanceof ECKey
        ? new ECDSAVerifier(key.toECKey())
        : new EdDsaOfTheJdk(key.toOctetKeyPair());
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
