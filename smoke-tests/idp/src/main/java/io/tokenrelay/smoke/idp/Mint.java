package io.tokenrelay.smoke.idp;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes access tokens (RFC 9068) with one RSA key of its own. */
final class Mint {
  private final String issuer;
  private final RSAKey key;

  Mint(String issuer) throws JOSEException {
    this.issuer = issuer;
    this.key =
        new RSAKeyGenerator(2048)
            .keyID("shop-" + UUID.randomUUID())
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.RS256)
            .generate();
  }

  String publicKeys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  /** Claims as an identity provider of today writes them: the token has a realistic size. */
  String token(String user, String audience, long seconds) throws JOSEException {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(user)
                .audience(audience)
                .issueTime(Date.from(now.minusSeconds(Math.max(0, 60 - seconds))))
                .expirationTime(Date.from(now.plusSeconds(seconds)))
                .jwtID(UUID.randomUUID().toString())
                .claim("azp", "web-shop")
                .claim("scope", "openid profile email orders:write")
                .claim("sid", UUID.randomUUID().toString())
                .claim("email", user + "@customers.example")
                .claim("realm_access", Map.of("roles", List.of("customer", "offline_access")))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
