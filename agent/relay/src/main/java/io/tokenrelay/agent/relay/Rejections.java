package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Rejection.Kind;
import java.util.Set;

/** The answers of RFC 6750 §3. Descriptions are fixed: they contain nothing of a token. */
final class Rejections {
  private final Rejection missing;
  private final Rejection malformed;
  private final Rejection several;
  private final Rejection invalid;
  private final Rejection expired;
  private final Rejection transaction;
  private final String challenge;
  private final Rejection unavailable;
  private final Rejection exhausted;

  Rejections(String realm, int retryAfterSeconds) {
    this.challenge = "Bearer realm=\"" + realm + '"';
    String retryAfter = Integer.toString(retryAfterSeconds);
    missing = new Rejection(Kind.MISSING, 401, challenge, null, "");
    malformed =
        withError(
            Kind.MALFORMED, 400, challenge, "invalid_request", "The access token is malformed");
    several =
        withError(
            Kind.MALFORMED,
            400,
            challenge,
            "invalid_request",
            "The request holds more than one access token");
    invalid =
        withError(
            Kind.INVALID, 401, challenge, "invalid_token", "The access token is not accepted");
    expired = withError(Kind.INVALID, 401, challenge, "invalid_token", "The access token expired");
    transaction =
        withError(
            Kind.INVALID, 401, challenge, "invalid_token", "The transaction token is not accepted");
    unavailable =
        new Rejection(
            Kind.UNAVAILABLE,
            503,
            null,
            retryAfter,
            body(
                "temporarily_unavailable",
                "This service cannot check access tokens at the moment"));
    exhausted =
        new Rejection(
            Kind.EXHAUSTED,
            429,
            null,
            retryAfter,
            body("too_many_requests", "Too many invalid access tokens"));
  }

  /** What a request with such an answer is counted as. */
  static Event event(Kind kind) {
    switch (kind) {
      case MISSING:
      case INVALID:
        return Event.REJECTED_401;
      case MALFORMED:
        return Event.REJECTED_400;
      case INSUFFICIENT:
        return Event.REJECTED_403;
      case EXHAUSTED:
        return Event.REJECTED_429;
      case UNAVAILABLE:
        return Event.REJECTED_503;
    }
    throw new AssertionError(kind);
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

  /**
   * The answer to an authentic token that does not grant enough.
   *
   * @param scopes what the client should request from the issuer; left out when there are none
   */
  Rejection insufficient(Set<String> scopes) {
    String needed = scopes.isEmpty() ? "" : ", scope=\"" + String.join(" ", scopes) + '"';
    return withError(
        Kind.INSUFFICIENT,
        403,
        challenge,
        "insufficient_scope",
        "The access token does not grant this",
        needed);
  }

  /** The answer to a transaction token that spoils its request, whatever is wrong with it. */
  Rejection ofTransaction(Verdict verdict) {
    return verdict.reason() == Verdict.Reason.MIXED ? several : transaction;
  }

  /** The answer to a token that is not trusted. */
  Rejection of(Verdict verdict) {
    Verdict.Reason reason = verdict.reason();
    if (reason == null) {
      return invalid;
    }
    switch (reason) {
      case MALFORMED:
      case TOO_LARGE:
        return malformed;
      case MIXED:
        return several;
      case EXPIRED:
        return expired;
      case CLAIM_MISSING:
      case SCOPE:
        return insufficient(verdict.scopes());
      case KEYS_UNAVAILABLE:
        return unavailable;
      case TOO_MANY_FAILURES:
        return exhausted;
      default:
        return invalid;
    }
  }

  private static Rejection withError(
      Kind kind, int status, String challenge, String error, String description) {
    return withError(kind, status, challenge, error, description, "");
  }

  private static Rejection withError(
      Kind kind, int status, String challenge, String error, String description, String more) {
    String header =
        challenge + ", error=\"" + error + "\", error_description=\"" + description + '"' + more;
    return new Rejection(kind, status, header, null, body(error, description));
  }

  private static String body(String error, String description) {
    return "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}";
  }
}
