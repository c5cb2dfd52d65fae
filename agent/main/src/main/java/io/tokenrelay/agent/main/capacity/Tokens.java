package io.tokenrelay.agent.main.capacity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;

/** Tokens of an issuer that exists for the time of a measurement, each of another user. */
final class Tokens {
  static final String ISSUER = "https://idp.example/realms/capacity";
  private static final long LIFE_SECONDS = 3_600;

  private final Algorithm algorithm;
  private final KeyPair keys;
  private final int length;

  /**
   * @param length of a token; shorter ones than its claims need are not made
   */
  Tokens(Algorithm algorithm, int length) throws GeneralSecurityException {
    this.algorithm = algorithm;
    this.keys = algorithm.newKeys();
    this.length = length;
  }

  /** The key set (RFC 7517 §5). */
  String jwks() {
    return "{\"keys\":[{"
        + algorithm.members(keys.getPublic())
        + ','
        + Algorithm.member("alg", algorithm.name())
        + ','
        + Algorithm.member("kid", "capacity")
        + "}]}";
  }

  /** The token of one user, as the bytes of its header. */
  byte[] token(int user) throws GeneralSecurityException {
    long now = System.currentTimeMillis() / 1_000;
    String header = "{\"alg\":\"" + algorithm.name() + "\",\"typ\":\"JWT\",\"kid\":\"capacity\"}";
    String claims =
        "{\"exp\":"
            + (now + LIFE_SECONDS)
            + ",\"iat\":"
            + now
            + ",\"iss\":\""
            + ISSUER
            + "\",\"aud\":\"estate\",\"sub\":\"user-"
            + user
            + "\",\"scope\":\"";
    String input = encoded(header) + '.' + encoded(claims + filling(header, claims) + "\"}");
    byte[] signature = sign(input.getBytes(StandardCharsets.US_ASCII));
    return (input + '.' + Algorithm.URL.encodeToString(signature))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A signature as JWS has it. */
  byte[] sign(byte[] input) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(algorithm.inJca());
    signer.initSign(keys.getPrivate());
    signer.update(input);
    return algorithm.signature(signer.sign());
  }

  /** Scopes, until the token is as long as it should be. */
  private String filling(String header, String claims) {
    int signature = algorithm == Algorithm.RS256 ? 342 : 86;
    int room = (length - encoded(header).length() - 2 - signature) * 3 / 4 - claims.length() - 2;
    StringBuilder scopes = new StringBuilder();
    for (int i = 0; i < room; i++) {
      scopes.append(i % 10 == 9 && i + 1 < room ? ' ' : 's');
    }
    return scopes.toString();
  }

  private static String encoded(String json) {
    return Algorithm.URL.encodeToString(json.getBytes(StandardCharsets.US_ASCII));
  }
}
