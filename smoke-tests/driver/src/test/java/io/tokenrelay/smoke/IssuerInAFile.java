package io.tokenrelay.smoke;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;

/** An issuer that no server stands for: its key is made here, and lies in a file. */
record IssuerInAFile(RSAKey key, Path keys) {
  static final String NAME = "http://127.0.0.1/realms/shop";
  static final String AUDIENCE = "shop";

  static IssuerInAFile in(Path folder) throws IOException, JOSEException {
    RSAKey key = new RSAKeyGenerator(2048).keyID("one").generate();
    Path keys = folder.resolve("keys.json");
    IssuerInAFile issuer = new IssuerInAFile(key, keys);
    Files.writeString(keys, issuer.publicKeys());
    return issuer;
  }

  /** As a key set (RFC 7517 §5). */
  String publicKeys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  String token(String subject) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject(subject)
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
