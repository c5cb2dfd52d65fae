package io.tokenrelay.agent.verify.revocation;

import io.tokenrelay.agent.verify.json.JsonObject;
import io.tokenrelay.agent.verify.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Claim {@code status} of a token (draft-ietf-oauth-status-list §6.1): which list, which entry. */
final class StatusClaim {
  private static final int MAX_URI = 2_048;

  private final String uri;
  private final long index;

  private StatusClaim(String uri, long index) {
    this.uri = uri;
    this.index = index;
  }

  /**
   * Null when the token names no list.
   *
   * @throws MalformedStatusException when it seems to, but the claim is unreadable
   */
  static @Nullable StatusClaim in(String payload) throws MalformedStatusException {
    try {
      JsonObject claims = JsonObject.parse(payload.getBytes(StandardCharsets.UTF_8));
      if (claims.get("status") == null) {
        return null;
      }
      JsonObject status = claims.object("status");
      if (status != null && status.get("status_list") == null) {
        return null;
      }
      JsonObject list = status == null ? null : status.object("status_list");
      if (list != null) {
        Object uri = list.get("uri");
        Object index = list.get("idx");
        if (uri instanceof String
            && ((String) uri).length() <= MAX_URI
            && index instanceof Long
            && (Long) index >= 0) {
          return new StatusClaim((String) uri, (Long) index);
        }
      }
    } catch (MalformedJsonException e) {
      // reported below
    }
    throw new MalformedStatusException();
  }

  String uri() {
    return uri;
  }

  long index() {
    return index;
  }
}
