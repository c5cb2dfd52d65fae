package io.tokenrelay.smoke.headers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Ten users' tokens as an identity provider issues them, and slim ones. */
final class Tokens {
  static final String ISSUER = "https://id.example/realms/shop";
  static final int USERS = 10;

  final List<String> whole = new ArrayList<>();
  final List<String> slim = new ArrayList<>();
  private final RSAKey rsa;
  private final ECKey ec;

  Tokens() throws JOSEException {
    rsa = new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    JWSHeader forRsa =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(rsa.getKeyID())
            .build();
    JWSHeader forEc = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build();
    for (int user = 0; user < USERS; user++) {
      whole.add(atLeast(1_243, forRsa, new RSASSASigner(rsa), fromProvider(user)));
      slim.add(atLeast(366, forEc, new ECDSASigner(ec), claims()));
    }
  }

  /** What a service verifies them with (RFC 7517 §5). */
  String keys() {
    return new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK())).toString();
  }

  /** As of the first user: those of the others are as long, to a character. */
  static int length(List<String> tokens) {
    return tokens.get(0).length();
  }

  /** With scopes until it is as long as that. */
  private static String atLeast(
      int length, JWSHeader header, JWSSigner signer, JWTClaimsSet.Builder claims)
      throws JOSEException {
    StringBuilder scope = new StringBuilder("openid");
    while (true) {
      SignedJWT token = new SignedJWT(header, claims.claim("scope", scope.toString()).build());
      token.sign(signer);
      if (token.serialize().length() >= length) {
        return token.serialize();
      }
      scope.append(" orders:read".charAt(scope.length() % 12));
    }
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .subject(UUID.randomUUID().toString())
        .audience("shop")
        .expirationTime(Date.from(Instant.now().plusSeconds(3600)));
  }

  private static JWTClaimsSet.Builder fromProvider(int user) {
    return claims()
        .jwtID(UUID.randomUUID().toString())
        .issueTime(new Date())
        .claim("typ", "Bearer")
        .claim("azp", "shop-web")
        .claim("sid", UUID.randomUUID().toString())
        .claim("acr", "1")
        .claim("realm_access", Map.of("roles", List.of("customer", "offline_access")))
        .claim("email_verified", true)
        .claim("name", "User Number " + user)
        .claim("preferred_username", "user" + user)
        .claim("email", "user" + user + "@example.org");
  }
}
