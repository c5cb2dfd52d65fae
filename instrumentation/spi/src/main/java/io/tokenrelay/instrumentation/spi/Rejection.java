package io.tokenrelay.instrumentation.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that is not let in (RFC 6750 §3). Holds nothing of the token.
 *
 * <p>An HTTP server writes {@link #status()}, all of {@link #headers()}, and no body beyond {@link
 * #body()}; a gRPC server closes the call with the status that fits {@link #kind()}.
 */
public final class Rejection {
  /** The reason; each kind has one gRPC status. */
  public enum Kind {
    /** No token; HTTP 401 without an error code, gRPC UNAUTHENTICATED. */
    MISSING,
    /** Malformed request or token; HTTP 400, gRPC INVALID_ARGUMENT. */
    MALFORMED,
    /** Bad signature, expired, wrong issuer, audience or type; HTTP 401, gRPC UNAUTHENTICATED. */
    INVALID,
    /** A required scope or claim is missing; HTTP 403, gRPC PERMISSION_DENIED. */
    INSUFFICIENT,
    /** Cannot be verified now; HTTP 503 with Retry-After, gRPC UNAVAILABLE. */
    UNAVAILABLE,
    /** Too many failures from this address; HTTP 429 with Retry-After, gRPC RESOURCE_EXHAUSTED. */
    EXHAUSTED
  }

  private final Kind kind;
  private final int status;
  private final Map<String, String> headers;
  private final String body;

  public Rejection(
      Kind kind,
      int status,
      @Nullable String wwwAuthenticate,
      @Nullable String retryAfter,
      String body) {
    this(kind, status, headers(wwwAuthenticate, retryAfter), body);
  }

  private Rejection(Kind kind, int status, Map<String, String> headers, String body) {
    this.kind = kind;
    this.status = status;
    this.headers = Collections.unmodifiableMap(headers);
    this.body = body;
  }

  private static Map<String, String> headers(
      @Nullable String wwwAuthenticate, @Nullable String retryAfter) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (wwwAuthenticate != null) {
      headers.put("WWW-Authenticate", wwwAuthenticate);
    }
    if (retryAfter != null) {
      headers.put("Retry-After", retryAfter);
    }
    return headers;
  }

  /** The same answer with these headers as well. */
  public Rejection with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Rejection(kind, status, all, body);
  }

  public Kind kind() {
    return kind;
  }

  /** The HTTP status code. */
  public int status() {
    return status;
  }

  /** Every header to write except those that describe the body; one value each. */
  public Map<String, String> headers() {
    return headers;
  }

  /**
   * A JSON object with {@code error} and {@code error_description}, in ASCII; empty if there is no
   * error code.
   */
  public String body() {
    return body;
  }
}
