package io.tokenrelay.agent.verify.exchange;

import io.tokenrelay.agent.config.Json;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.signature.PrivateKeys;
import io.tokenrelay.agent.verify.signature.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.util.UUID;

/** How a client with a key names itself (RFC 7523 §2.2, {@code private_key_jwt}). */
final class ClientAssertion {
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private static final long LIFETIME_SECONDS = 60;

  private ClientAssertion() {}

  /**
   * A JWT for one request. Never to be logged.
   *
   * @param file holds the key; read each time, since keys rotate
   * @param property that names the file, for messages
   * @param now milliseconds since the epoch
   */
  static String of(String clientId, String file, String property, String endpoint, long now)
      throws NotFetchedException {
    try {
      String pem = new String(Files.readAllBytes(Paths.get(file)), StandardCharsets.UTF_8);
      SigningKey key = PrivateKeys.parse(pem).get(0);
      Json claims =
          new Json()
              .with("iss", clientId)
              .with("sub", clientId)
              .with("aud", endpoint)
              .with("jti", UUID.randomUUID().toString())
              .with("iat", now / 1_000)
              .with("exp", now / 1_000 + LIFETIME_SECONDS);
      return key.token("JWT", claims);
    } catch (IOException | RuntimeException e) {
      throw new NotFetchedException(property + " cannot be read");
    } catch (GeneralSecurityException e) {
      throw new NotFetchedException(property + ": " + e.getMessage());
    }
  }
}
