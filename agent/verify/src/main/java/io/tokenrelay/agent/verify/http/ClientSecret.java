package io.tokenrelay.agent.verify.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Base64;

/** How a client with a secret names itself to its issuer (RFC 6749 §2.3.1). */
public final class ClientSecret {
  private ClientSecret() {}

  /**
   * The value of header {@code Authorization}. Never to be logged.
   *
   * @param file holds the secret; read each time, since secrets rotate
   * @param property that names the file, for messages
   */
  public static String basic(String clientId, String file, String property)
      throws NotFetchedException {
    try {
      String secret = new String(Files.readAllBytes(Paths.get(file)), StandardCharsets.UTF_8);
      String pair = Form.encoded(clientId) + ':' + Form.encoded(secret.trim());
      return "Basic "
          + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException | RuntimeException e) {
      throw new NotFetchedException(property + " cannot be read");
    }
  }
}
