package io.tokenrelay.agent.verify.jwt;

import io.tokenrelay.agent.verify.json.JsonObject;
import io.tokenrelay.agent.verify.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a JOSE header (RFC 7515 §4) that verification uses. Keys and URLs in it ({@code
 * jwk}, {@code jku}, {@code x5u}, {@code x5c}) are ignored.
 */
public final class TokenHeader {
  private final String algorithm;
  private final @Nullable String keyId;
  private final @Nullable String type;

  private TokenHeader(String algorithm, @Nullable String keyId, @Nullable String type) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.type = type;
  }

  /**
   * Rejects what is not supported: any {@code crit} (no extension is, RFC 7515 §4.1.11), {@code
   * b64} (RFC 7797), compression, and encryption.
   */
  static TokenHeader parse(byte[] json) throws MalformedTokenException {
    try {
      JsonObject header = JsonObject.parse(json);
      String algorithm = header.string("alg");
      if (algorithm == null
          || header.has("crit")
          || header.has("b64")
          || header.has("zip")
          || header.has("enc")) {
        throw new MalformedTokenException();
      }
      return new TokenHeader(algorithm, header.string("kid"), header.string("typ"));
    } catch (MalformedJsonException e) {
      throw new MalformedTokenException();
    }
  }

  public String algorithm() {
    return algorithm;
  }

  public @Nullable String keyId() {
    return keyId;
  }

  public @Nullable String type() {
    return type;
  }
}
