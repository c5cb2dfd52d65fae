package io.tokenrelay.agent.verify.revocation;

import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.json.JsonObject;
import io.tokenrelay.agent.verify.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A list as signed by its issuer (draft-ietf-oauth-status-list §5.1). Immutable. */
final class StatusListToken {
  private static final String TYPE = "statuslist+jwt";
  private static final long SKEW_MILLIS = 300_000;

  private final StatusBits bits;
  private final long issuedAt;
  private final long expiresAt;
  private final long ttl;

  private StatusListToken(StatusBits bits, long issuedAt, long expiresAt, long ttl) {
    this.bits = bits;
    this.issuedAt = issuedAt;
    this.expiresAt = expiresAt;
    this.ttl = ttl;
  }

  /**
   * @param uri where it was fetched; must equal its {@code sub}, or one list could stand in for
   *     another
   */
  static StatusListToken read(
      String jwt, String uri, String issuer, Signatures signatures, int maxBytes, long now)
      throws NotFetchedException {
    JsonObject claims = parse(signatures.payload(jwt, TYPE));
    Object iss = claims.get("iss");
    if (!uri.equals(claims.get("sub")) || (iss != null && !iss.equals(issuer))) {
      throw new NotFetchedException("its sub or iss belongs to another status list");
    }
    long issuedAt = millis(claims, "iat", Long.MIN_VALUE);
    long expiresAt = millis(claims, "exp", Long.MAX_VALUE);
    if (issuedAt == Long.MIN_VALUE || issuedAt > now + SKEW_MILLIS || expiresAt <= now) {
      throw new NotFetchedException(
          "the status list has expired, or its claim iat is missing or in the future");
    }
    return new StatusListToken(
        bits(claims.object("status_list"), maxBytes),
        issuedAt,
        expiresAt,
        millis(claims, "ttl", -1));
  }

  private static JsonObject parse(String payload) throws NotFetchedException {
    try {
      return JsonObject.parse(payload.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException e) {
      throw new NotFetchedException("the status list is not JSON");
    }
  }

  private static StatusBits bits(@Nullable JsonObject list, int maxBytes)
      throws NotFetchedException {
    Object bits = list == null ? null : list.get("bits");
    Object packed = list == null ? null : list.get("lst");
    if (!(bits instanceof Long) || !(packed instanceof String)) {
      throw new NotFetchedException("it contains no status list");
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode((String) packed);
      return StatusBits.unpack((int) Math.min(9, (Long) bits), bytes, maxBytes);
    } catch (IllegalArgumentException e) {
      throw new NotFetchedException("the status list is not base64url");
    }
  }

  private static long millis(JsonObject claims, String name, long absent)
      throws NotFetchedException {
    Object value = claims.get(name);
    if (value == null) {
      return absent;
    }
    double seconds = value instanceof Number ? ((Number) value).doubleValue() : -1;
    if (!(seconds > 0 && seconds < 1e14)) {
      throw new NotFetchedException("claim " + name + " of the status list is not a time");
    }
    return (long) (seconds * 1_000);
  }

  StatusBits bits() {
    return bits;
  }

  long issuedAt() {
    return issuedAt;
  }

  /** {@code Long.MAX_VALUE} when it does not say. */
  long expiresAt() {
    return expiresAt;
  }

  /** Milliseconds; -1 when it does not say. */
  long ttl() {
    return ttl;
  }
}
