package io.tokenrelay.smoke.maze;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** Users with a token each, of an issuer that exists only as a file of keys. */
final class Visitors {
  static final String ISSUER = "https://maze.test";

  private final Map<String, String> tokens = new LinkedHashMap<>();
  private final Path keys;

  Visitors(int count, Duration lifetime, Path keys) throws JOSEException, IOException {
    RSAKey key = new RSAKeyGenerator(2048).keyID("maze").generate();
    this.keys = Files.writeString(keys, new JWKSet(key.toPublicJWK()).toString());
    RSASSASigner signer = new RSASSASigner(key);
    for (int i = 0; i < count; i++) {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("maze").build(),
              new JWTClaimsSet.Builder()
                  .issuer(ISSUER)
                  .subject("visitor-" + i)
                  .expirationTime(Date.from(Instant.now().plus(lifetime)))
                  .build());
      token.sign(signer);
      tokens.put("visitor-" + i, token.serialize());
    }
  }

  Map<String, String> tokens() {
    return tokens;
  }

  Path keys() {
    return keys;
  }

  /** A file with a key for transaction tokens. */
  Path signingKeys(Path folder) throws JOSEException, IOException {
    byte[] key = new RSAKeyGenerator(2048).generate().toPrivateKey().getEncoded();
    return Files.writeString(
        folder.resolve("txn.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
  }
}
