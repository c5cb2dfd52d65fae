package io.tokenrelay.agent.relay;

import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Rejection.Kind;
import org.jspecify.annotations.Nullable;

/** The answers of RFC 6750 §3, made once. Descriptions are fixed: nothing of a token is in them. */
final class Rejections {
  private final Rejection missing;
  private final Rejection malformed;
  private final Rejection several;
  private final Rejection invalid;
  private final Rejection expired;
  private final Rejection insufficient;
  private final Rejection unavailable;
  private final Rejection exhausted;

  Rejections(String realm, int retryAfterSeconds) {
    String challenge = "Bearer realm=\"" + realm + '"';
    String retryAfter = Integer.toString(retryAfterSeconds);
    missing = new Rejection(Kind.MISSING, 401, challenge, null, "");
    malformed =
        told(Kind.MALFORMED, 400, challenge, "invalid_request", "The access token is malformed");
    several =
        told(
            Kind.MALFORMED,
            400,
            challenge,
            "invalid_request",
            "The request holds more than one access token");
    invalid =
        told(Kind.INVALID, 401, challenge, "invalid_token", "The access token is not accepted");
    expired = told(Kind.INVALID, 401, challenge, "invalid_token", "The access token expired");
    insufficient =
        told(
            Kind.INSUFFICIENT,
            403,
            challenge,
            "insufficient_scope",
            "The access token does not grant this");
    unavailable =
        new Rejection(
            Kind.UNAVAILABLE,
            503,
            null,
            retryAfter,
            body("temporarily_unavailable", "The access token cannot be verified now"));
    exhausted =
        new Rejection(
            Kind.EXHAUSTED,
            429,
            null,
            retryAfter,
            body("too_many_requests", "Too many invalid access tokens"));
  }

  Rejection missing() {
    return missing;
  }

  Rejection unavailable() {
    return unavailable;
  }

  Rejection invalid() {
    return invalid;
  }

  Rejection malformed() {
    return malformed;
  }

  Rejection several() {
    return several;
  }

  /** The answer to a token that is not believed for this reason. */
  Rejection of(Verdict.@Nullable Reason reason) {
    if (reason == null) {
      return invalid;
    }
    switch (reason) {
      case MALFORMED:
      case TOO_LARGE:
        return malformed;
      case EXPIRED:
        return expired;
      case CLAIM_MISSING:
      case SCOPE:
        return insufficient;
      case KEYS_UNAVAILABLE:
        return unavailable;
      case TOO_MANY_FAILURES:
        return exhausted;
      default:
        return invalid;
    }
  }

  private static Rejection told(
      Kind kind, int status, String challenge, String error, String description) {
    String header =
        challenge + ", error=\"" + error + "\", error_description=\"" + description + '"';
    return new Rejection(kind, status, header, null, body(error, description));
  }

  private static String body(String error, String description) {
    return "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}";
  }
}
