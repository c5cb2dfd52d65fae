package io.tokenrelay.agent.verify.exchange;

import io.tokenrelay.agent.relay.ExchangeProperties;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.json.JsonObject;
import io.tokenrelay.agent.verify.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An error of a token endpoint (RFC 6749 §5.2, RFC 8693 §2.2.2), and what an operator does about
 * it. Of what the endpoint says only a plain code is repeated.
 */
final class ServiceError {
  /** Only for a client that has not shown who it is (RFC 6749 §5.2). */
  private static final int UNAUTHORIZED = 401;

  private final String code;
  private final String description;

  private ServiceError(String code, String description) {
    this.code = code;
    this.description = description;
  }

  /** Null if the endpoint gave no such answer. */
  static @Nullable ServiceError of(NotFetchedException e) {
    if (e.status() == UNAUTHORIZED) { // HttpURLConnection keeps the body of that to itself
      return new ServiceError("invalid_client", "");
    }
    if (e.body().isEmpty()) {
      return null;
    }
    try {
      JsonObject error = JsonObject.parse(e.body().getBytes(StandardCharsets.UTF_8));
      Object code = error.get("error");
      Object description = error.get("error_description");
      return code instanceof String && ((String) code).matches("[a-z_]{1,40}")
          ? new ServiceError((String) code, String.valueOf(description).toLowerCase(Locale.ROOT))
          : null;
    } catch (MalformedJsonException notOne) {
      return null;
    }
  }

  String code() {
    return code;
  }

  /** Whether it concerns this client, and so every token. */
  boolean isOfTheClient() {
    return code.equals("invalid_client")
        || code.equals("unauthorized_client")
        || code.equals("unsupported_grant_type");
  }

  /**
   * @param name of the exchange
   */
  String explain(String name) {
    return code + advice(name);
  }

  private String advice(String name) {
    if (description.contains("token audience")) {
      return ": the caller's token must name "
          + ExchangeProperties.CLIENT_ID.fullName(name)
          + " in its aud (Keycloak: an audience mapper in the client that users log in with)";
    }
    if (description.contains("audience not available")) {
      return ": no such audience is available to this client; look at "
          + ExchangeProperties.AUDIENCE.fullName(name)
          + " (Keycloak: the user needs a role of that client, and its scope must be assigned)";
    }
    switch (code) {
      case "invalid_client":
        return ": look at "
            + ExchangeProperties.CLIENT_ID.fullName(name)
            + " and at its secret or key";
      case "unauthorized_client":
        return ": the client may not do this (Keycloak: switch on Standard token exchange for it;"
            + " it must be confidential)";
      case "unsupported_grant_type":
        return ": look at " + ExchangeProperties.GRANT.fullName(name);
      case "invalid_scope":
        return ": look at " + ExchangeProperties.SCOPE.fullName(name);
      case "invalid_target":
        return ": look at " + ExchangeProperties.AUDIENCE.fullName(name);
      default:
        return "";
    }
  }
}
