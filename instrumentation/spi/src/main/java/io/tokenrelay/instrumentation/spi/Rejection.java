package io.tokenrelay.instrumentation.spi;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that is not let in (RFC 6750 §3). Holds nothing of the token.
 *
 * <p>An HTTP server writes {@link #status()}, the headers {@code WWW-Authenticate} and {@code
 * Retry-After} when given, and no body beyond {@link #body()}; a gRPC server closes the call with
 * the status that fits {@link #kind()}.
 */
public final class Rejection {
  /** Why; each kind has one gRPC status. */
  public enum Kind {
    /** No token; HTTP 401 without an error code, gRPC UNAUTHENTICATED. */
    MISSING,
    /** Not a well-formed request or token; HTTP 400, gRPC INVALID_ARGUMENT. */
    MALFORMED,
    /** Bad signature, expired, wrong issuer, audience or type; HTTP 401, gRPC UNAUTHENTICATED. */
    INVALID,
    /** A required scope or claim is missing; HTTP 403, gRPC PERMISSION_DENIED. */
    INSUFFICIENT,
    /** The keys cannot be had now; HTTP 503 with Retry-After, gRPC UNAVAILABLE. */
    UNAVAILABLE,
    /** Too many failures from this address; HTTP 429 with Retry-After, gRPC RESOURCE_EXHAUSTED. */
    EXHAUSTED
  }

  private final Kind kind;
  private final int status;
  private final @Nullable String wwwAuthenticate;
  private final @Nullable String retryAfter;
  private final String body;

  public Rejection(
      Kind kind,
      int status,
      @Nullable String wwwAuthenticate,
      @Nullable String retryAfter,
      String body) {
    this.kind = kind;
    this.status = status;
    this.wwwAuthenticate = wwwAuthenticate;
    this.retryAfter = retryAfter;
    this.body = body;
  }

  public Kind kind() {
    return kind;
  }

  /** The HTTP status code. */
  public int status() {
    return status;
  }

  /** The value of {@code WWW-Authenticate}, or null. */
  public @Nullable String wwwAuthenticate() {
    return wwwAuthenticate;
  }

  /** The value of {@code Retry-After}, in seconds, or null. */
  public @Nullable String retryAfter() {
    return retryAfter;
  }

  /**
   * A JSON object with {@code error} and {@code error_description}, in ASCII; empty when there is
   * nothing to say.
   */
  public String body() {
    return body;
  }
}
